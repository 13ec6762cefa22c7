// Mistakes of surfaces.
extension Mistake {
  static let surfaces: [Mistake] = [
    Mistake(
      "curvatures of another surface", #""surface": "beale""#,
      #""surface": "beale", "curvatures": [1, 2]"#,
      #"""
      spec.json:12:87: error: problems[2].data.curvatures: "beale" has no such thing; the surface that has is "quadratic"
         12 |     { "name": "valley", "kind": "surface", "data": {"surface": "beale", "curvatures": [1, 2]}, "steps": 5 }
            |                                                                                       ^^^^^^
      """#, beyondSchema: "a field of another surface"),
    Mistake(
      "a rotation of another surface", #""surface": "beale""#,
      #""surface": "beale", "rotation": 30"#,
      #"""
      spec.json:12:85: error: problems[2].data.rotation: "beale" has no such thing; the surface that has is "quadratic"
         12 |     { "name": "valley", "kind": "surface", "data": {"surface": "beale", "rotation": 30}, "steps": 5 }
            |                                                                                     ^^
      """#, beyondSchema: "a field of another surface"),
    Mistake(
      "players of another surface", #""surface": "beale""#,
      #""surface": "quadratic", "updates": "alternating""#,
      #"""
      spec.json:12:88: error: problems[2].data.updates: "quadratic" has no such thing; the surface that has is "saddle"
         12 |     { "name": "valley", "kind": "surface", "data": {"surface": "quadratic", "updates": "alternating"}, "steps": 5 }
            |                                                                                        ^^^^^^^^^^^^^
      """#, beyondSchema: "a field of another surface"),
    Mistake(
      "the convexity of another surface", #""surface": "beale""#,
      #""surface": "beale", "convexity": 1"#,
      #"""
      spec.json:12:86: error: problems[2].data.convexity: "beale" has no such thing; the surface that has is "saddle"
         12 |     { "name": "valley", "kind": "surface", "data": {"surface": "beale", "convexity": 1}, "steps": 5 }
            |                                                                                      ^
      """#, beyondSchema: "a field of another surface"),
    Mistake(
      "updates of no kind", #""surface": "beale""#,
      #""surface": "saddle", "updates": "both""#,
      #"""
      spec.json:12:85: error: problems[2].data.updates: "both" is unknown. Known here: simultaneous, alternating
         12 |     { "name": "valley", "kind": "surface", "data": {"surface": "saddle", "updates": "both"}, "steps": 5 }
            |                                                                                     ^^^^^^
      """#),
    Mistake(
      "no curvatures", #""surface": "beale""#,
      #""surface": "quadratic", "curvatures": []"#,
      #"""
      spec.json:12:91: error: problems[2].data.curvatures: expected a list of 1 ... 10000, found 0
         12 |     { "name": "valley", "kind": "surface", "data": {"surface": "quadratic", "curvatures": []}, "steps": 5 }
            |                                                                                           ^^
      """#),
    Mistake(
      "a curvature below 0", #""surface": "beale""#,
      #""surface": "quadratic", "curvatures": [1, -2]"#,
      #"""
      spec.json:12:95: error: problems[2].data.curvatures[1]: -2 is outside 0 ... 1e12
         12 |     { "name": "valley", "kind": "surface", "data": {"surface": "quadratic", "curvatures": [1, -2]}, "steps": 5 }
            |                                                                                               ^^
      """#),
    Mistake(
      "curvatures that are all 0", #""surface": "beale""#,
      #""surface": "quadratic", "curvatures": [0, 0]"#,
      #"""
      spec.json:12:91: error: problems[2].data.curvatures: none is above 0: the loss would be 0 everywhere, and nothing to walk down
         12 |     { "name": "valley", "kind": "surface", "data": {"surface": "quadratic", "curvatures": [0, 0]}, "steps": 5 }
            |                                                                                           ^^^^^^
      """#, beyondSchema: "one of them is to be above 0"),
    Mistake(
      "a rotation of the plain quadratic", #""surface": "beale""#,
      #""surface": "quadratic", "rotation": 30"#,
      #"""
      spec.json:12:89: error: problems[2].data.rotation: turns the axes of curvatures, and none are given; [1, 25] are those of the plain quadratic
         12 |     { "name": "valley", "kind": "surface", "data": {"surface": "quadratic", "rotation": 30}, "steps": 5 }
            |                                                                                         ^^
      """#, beyondSchema: "a field of another surface"),
    Mistake(
      "a rotation of one curvature", #""surface": "beale""#,
      #""surface": "quadratic", "curvatures": [2], "rotation": {"seed": 1}"#,
      #"""
      spec.json:12:108: error: problems[2].data.rotation: there is one curvature, and nothing to turn
         12 |     { "name": "valley", "kind": "surface", "data": {"surface": "quadratic", "curvatures": [2], "rotation": {"seed": 1}}, "steps": 5 }
            |                                                                                                            ^^^^^^^^^^^
      """#, beyondSchema: "depends on the curvatures"),
    Mistake(
      "degrees for three curvatures", #""surface": "beale""#,
      #""surface": "quadratic", "curvatures": [1, 2, 3], "rotation": 30"#,
      #"""
      spec.json:12:114: error: problems[2].data.rotation: degrees turn two axes, but there are 3 curvatures; {"seed": 0} draws a rotation of any number
         12 |     { "name": "valley", "kind": "surface", "data": {"surface": "quadratic", "curvatures": [1, 2, 3], "rotation": 30}, "steps": 5 }
            |                                                                                                                  ^^
      """#, beyondSchema: "depends on the curvatures"),
    Mistake(
      "a rotation of a word", #""surface": "beale""#,
      #""surface": "quadratic", "curvatures": [1, 2], "rotation": "left""#,
      #"""
      spec.json:12:111: error: problems[2].data.rotation: expected a number of degrees, or {"seed": 0}, found a text
         12 |     { "name": "valley", "kind": "surface", "data": {"surface": "quadratic", "curvatures": [1, 2], "rotation": "left"}, "steps": 5 }
            |                                                                                                               ^^^^^^
      """#),
    Mistake(
      "a rotation without its seed", #""surface": "beale""#,
      #""surface": "quadratic", "curvatures": [1, 2], "rotation": {}"#,
      #"""
      spec.json:12:111: error: problems[2].data.rotation.seed: missing; expected a whole number from 0 on
         12 |     { "name": "valley", "kind": "surface", "data": {"surface": "quadratic", "curvatures": [1, 2], "rotation": {}}, "steps": 5 }
            |                                                                                                               ^
      """#),
    Mistake(
      "a start with fewer numbers than curvatures", #""surface": "beale""#,
      #""surface": "quadratic", "curvatures": [1, 2, 3], "start": [1, 2]"#,
      #"""
      spec.json:12:111: error: problems[2].data.start: has 2 numbers, but there are 3 curvatures
         12 |     { "name": "valley", "kind": "surface", "data": {"surface": "quadratic", "curvatures": [1, 2, 3], "start": [1, 2]}, "steps": 5 }
            |                                                                                                               ^^^^^^
      """#, beyondSchema: "depends on the curvatures"),
    Mistake(
      "a start with more numbers than one curvature", #""surface": "beale""#,
      #""surface": "quadratic", "curvatures": [1], "start": [1, 2]"#,
      #"""
      spec.json:12:105: error: problems[2].data.start: has 2 numbers, but there is 1 curvature
         12 |     { "name": "valley", "kind": "surface", "data": {"surface": "quadratic", "curvatures": [1], "start": [1, 2]}, "steps": 5 }
            |                                                                                                         ^^^^^^
      """#, beyondSchema: "depends on the curvatures"),
    Mistake(
      "noise below 0", #""surface": "beale""#,
      #""surface": "beale", "noise": -0.1"#,
      #"""
      spec.json:12:82: error: problems[2].data.noise: -0.1 is outside 0 ... 1e12
         12 |     { "name": "valley", "kind": "surface", "data": {"surface": "beale", "noise": -0.1}, "steps": 5 }
            |                                                                                  ^^^^
      """#),
    Mistake(
      "L-BFGS on a saddle", #""surface": "beale""#,
      #""surface": "saddle""#,
      #"""
      spec.json:15:29: error: optimizers[0].kind: "lbfgs" goes down one function, which two players do not have, and the problem "valley" is a saddle
         15 |     {"name": "Adam", "kind": "lbfgs", "lr": 0.001},
            |                              ^^^^^^^
      """#, beyondSchema: "depends on the problems", changes: [(#""adam""#, #""lbfgs""#)]),
    Mistake(
      "looking ahead in turns", #""surface": "beale""#,
      #""surface": "saddle", "updates": "alternating""#,
      #"""
      spec.json:15:29: error: optimizers[0].kind: "nesterov" takes its gradient where both look ahead at once, which is no "alternating", and the problem "valley" is a saddle
         15 |     {"name": "Adam", "kind": "nesterov", "form": "lookahead", "lr": 0.001},
            |                              ^^^^^^^^^^
      """#, beyondSchema: "depends on the problems",
      changes: [(#""adam""#, #""nesterov", "form": "lookahead""#)]),
    Mistake(
      "matrices in turns", #""surface": "beale""#,
      #""surface": "saddle", "updates": "alternating""#,
      #"""
      spec.json:15:29: error: optimizers[0].kind: "muon" moves all parameters at once, which is no "alternating", and the problem "valley" is a saddle
         15 |     {"name": "Adam", "kind": "muon", "lr": 0.001},
            |                              ^^^^^^
      """#, beyondSchema: "depends on the problems", changes: [(#""adam""#, #""muon""#)]),
  ]
}
