extension Mistake {
  private static let unseen = "a schema cannot hold one problem against another"
  private static let purpose =
    #"; "compare": "problems" is for problems whose losses say the same"#

  /// The same with a problem in place of the surface, and without the GAN, which are compared.
  private static func of(
    _ name: String, _ second: String, _ report: String, first: String = ""
  ) -> Mistake {
    let gan = """
          { "name": "gan", "kind": "gan", "data": {"kind": "digits"}, "latent": 8,
            "generator": [{"kind": "linear", "units": 784}, "tanh"],
            "discriminator": [{"kind": "linear", "units": 1}, "sigmoid"],
            "steps": 3 },

      """
    return Mistake(
      name, #""seeds": [0, 1],"#, #""seeds": [0, 1], "compare": "problems","#,
      report, beyondSchema: unseen,
      changes: [
        (gan, ""),
        (
          #"{ "name": "valley", "kind": "surface", "data": {"surface": "beale"}, "steps": 5 }"#,
          second
        ), (#""epochs": 2 }"#, #""epochs": 2\#(first) }"#),
      ])
  }

  /// Mistakes in what is compared.
  static let compared: [Mistake] = [
    Mistake(
      "a thing that cannot be compared", #""seeds": [0, 1],"#,
      #""seeds": [0, 1], "compare": "seeds","#,
      #"""
      spec.json:3:31: error: compare: "seeds" is unknown. Known here: optimizers, problems
          3 |   "seeds": [0, 1], "compare": "seeds",
            |                               ^^^^^^^
      """#),
    Mistake(
      "problems of other kinds compared", #""seeds": [0, 1],"#,
      #""seeds": [0, 1], "compare": "problems","#,
      #"""
      spec.json:8:30: error: problems[1].kind: is a gan, and problems[0] is a regression\#(purpose)
          8 |     { "name": "gan", "kind": "gan", "data": {"kind": "digits"}, "latent": 8,
            |                              ^^^^^
      spec.json:12:33: error: problems[2].kind: is a surface, and problems[0] is a regression\#(purpose)
         12 |     { "name": "valley", "kind": "surface", "data": {"surface": "beale"}, "steps": 5 }
            |                                 ^^^^^^^^^
      """#,
      beyondSchema: unseen),
    of(
      "problems of other data compared",
      #"""
      { "name": "wide", "kind": "regression", "data": {"kind": "function", "count": 9},
            "model": [{"kind": "linear", "units": 1}], "steps": 5 }
      """#,
      #"""
      spec.json:8:53: error: problems[1].data: is not that of problems[0]\#(purpose)
          8 |     { "name": "wide", "kind": "regression", "data": {"kind": "function", "count": 9},
            |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      """#),
    of(
      "problems of other losses compared",
      #"""
      { "name": "odds", "kind": "regression", "data": {"kind": "function"}, "loss": "bce",
            "model": [{"kind": "linear", "units": 1}, "sigmoid"], "steps": 5 }
      """#,
      #"""
      spec.json:8:83: error: problems[1].loss: is not that of problems[0]\#(purpose)
          8 |     { "name": "odds", "kind": "regression", "data": {"kind": "function"}, "loss": "bce",
            |                                                                                   ^^^^^
      """#),
    of(
      "problems with a target each compared",
      #"""
      { "name": "wide", "kind": "regression", "data": {"kind": "function"}, "target": 0.2,
            "model": [{"kind": "linear", "units": 1}], "steps": 5 }
      """#,
      #"""
      spec.json:8:85: error: problems[1].target: 0.2 here, and 0.1 in problems[0]: they share one, or have none\#(purpose)
          8 |     { "name": "wide", "kind": "regression", "data": {"kind": "function"}, "target": 0.2,
            |                                                                                     ^^^
      """#, first: #", "target": 0.1"#),
  ]
}
