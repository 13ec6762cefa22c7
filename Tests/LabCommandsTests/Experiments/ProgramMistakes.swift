extension Mistake {
  /// Mistakes in an optimizer that is a program.
  static let programs: [Mistake] = [
    Mistake(
      "a program without a command", #"{"kind": "sgd"}"#,
      #"{"kind": "external"}"#,
      #"""
      spec.json:16:5: error: optimizers[1].command: missing; expected a list of at least 1, each a text
         16 |     {"kind": "external"}
            |     ^
      """#),
    Mistake(
      "a program that is no text", #"{"kind": "sgd"}"#,
      #"{"kind": "external", "command": ["python3", 1]}"#,
      #"""
      spec.json:16:49: error: optimizers[1].command[1]: expected a text, found the number 1
         16 |     {"kind": "external", "command": ["python3", 1]}
            |                                                 ^
      """#),
    Mistake(
      "a program that is like no rule of the lab's", #"{"kind": "sgd"}"#,
      #"{"kind": "external", "command": ["a"], "settings": {"beta1": 2}, "like": "adam"}"#,
      #"""
      spec.json:16:78: error: optimizers[1].like: adam cannot be set as "settings" says: write {"kind": "adam", …} with its own
         16 |     {"kind": "external", "command": ["a"], "settings": {"beta1": 2}, "like": "adam"}
            |                                                                              ^^^^^^
      """#, beyondSchema: "JSON Schema does not know that the one is set by the other"),
    Mistake(
      "what the lab would do to a program's parameters", #"{"kind": "sgd"}"#,
      #"{"kind": "external", "command": ["a"], "decay_bias": false, "lr_scale": {"0": 1}}"#,
      #"""
      spec.json:16:58: error: optimizers[1].decay_bias: the program of an external optimizer decays what it likes: it is told where each tensor lies
         16 |     {"kind": "external", "command": ["a"], "decay_bias": false, "lr_scale": {"0": 1}}
            |                                                          ^^^^^
      spec.json:16:77: error: optimizers[1].lr_scale: the program of an external optimizer has one rate, and is told where each tensor lies: it can scale them itself
         16 |     {"kind": "external", "command": ["a"], "decay_bias": false, "lr_scale": {"0": 1}}
            |                                                                             ^^^^^^^^
      spec.json:16:78: error: optimizers[1].lr_scale.0: the problem "valley" has no such layer with parameters; there are none
         16 |     {"kind": "external", "command": ["a"], "decay_bias": false, "lr_scale": {"0": 1}}
            |                                                                              ^^^
      """#, beyondSchema: "JSON Schema does not see what a kind makes of an entry's other fields"),
  ]
}
