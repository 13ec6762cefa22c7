/// How LaTeX writes what it would otherwise read as a command, or does not know as a letter: Greek
/// and mathematical signs, which names of optimizers have. Other letters pass as they are; a language
/// beyond Latin needs XeLaTeX or LuaLaTeX.
enum LaTeXText {
  static let escapes: [Character: String] = commands.merging(mathematics) { first, _ in first }

  private static let commands: [Character: String] = [
    "\\": #"\textbackslash{}"#, "{": #"\{"#, "}": #"\}"#, "$": #"\$"#, "&": #"\&"#, "#": "\\#",
    "_": #"\_"#, "%": #"\%"#, "^": #"\textasciicircum{}"#, "~": #"\textasciitilde{}"#,
    "…": #"\ldots{}"#, "<": #"\textless{}"#, ">": #"\textgreater{}"#, "|": #"\textbar{}"#,
    "\"": "{''}", "`": #"\textasciigrave{}"#,
  ]

  private static var mathematics: [Character: String] {
    var signs: [Character: String] = [
      "−": "-", "×": #"\times"#, "·": #"\cdot"#, "‖": #"\Vert"#, "≤": #"\le"#, "≥": #"\ge"#,
      "≈": #"\approx"#, "∞": #"\infty"#, "√": #"\surd"#, "→": #"\to"#, "±": #"\pm"#,
    ]
    let greek = [
      "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ",
      "eta": "η", "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
      "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "chi": "χ", "psi": "ψ",
      "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Sigma": "Σ",
      "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
    ]
    for (name, letter) in greek { signs[Character(letter)] = "\\\(name)" }
    for (digit, letter) in "₀₁₂₃₄₅₆₇₈₉".enumerated() { signs[letter] = "_\(digit)" }
    for (digit, letter) in "⁰¹²³⁴⁵⁶⁷⁸⁹".enumerated() { signs[letter] = "^\(digit)" }
    return signs.mapValues { #"\ensuremath{"# + $0 + "}" }
  }
}
