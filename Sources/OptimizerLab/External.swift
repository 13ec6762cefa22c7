public import SpecLanguage

/// An optimizer that is a program: it is told gradients, and tells parameters.
///
/// What it computes is its own affair. If it asks for gradients (`RuleChannel.asks`), it is given those
/// of the same batch at any points, each of which is counted; what is recorded of the update, its loss
/// and its gradient, is then of the first of them. What it remembers it keeps itself.
public struct External: Optimizer {
  public static let kind = "external"
  public static let summary = "a program of your own, in any language"
  public static let defaultLearningRate = 0.01

  /// The program and its arguments.
  public var command: [String] = []
  /// Where it runs.
  public var folder = "."
  /// What the program is told.
  public var settings: [JSONNode.Member] = []
  /// The lab's own rule that it should agree with; `nil` where there is none.
  public var like: LikeRule?
  /// Seconds that it may take for a step, and to start; they decide no number.
  public var timeout = 60.0
  /// How its steps are made; without one, they lead nowhere.
  public var channel: (any RuleChannel)?
  private var player = ""

  public init() {}

  /// The settings that decide no number.
  public static let fieldsOfRun = ["folder", "timeout"]

  public mutating func configure(_ fields: inout Fields) {
    fields.texts(
      "command", &command, count: .atLeast(1), required: true,
      "The program and its arguments, each a text of its own, without a shell: "
        + #"["python3", "adam.py"]."#)
    fields.text(
      "folder", &folder, "Where the program runs, and its files are; without it, the spec's.")
    fields.field("settings", &settings, as: .members, "What the program is told, by name.")
    fields.field(
      "like", &like, as: LikeRule.fieldType,
      "The lab's own rule with which it is compared, step by step: a kind, which takes those of the "
        + "settings that it has, or an optimizer with settings.")
    fields.number(
      "timeout", &timeout, in: .above(0), "Seconds that it may take for a step, and to start.")
    fields.otherNames(["program", "cmd", "args"], of: "command")
    fields.elsewhere("weight_decay", #""settings", if the program knows it"#)
    checkLikeness(&fields)
    // A text that no program can be given.
    for (place, word) in command.enumerated() where word.utf8.contains(0) {
      fields.report("holds a zero byte", at: ["command", .index(place)])
    }
    if command.first == "" { fields.report("names no program", at: ["command", .index(0)]) }
  }

  private func checkLikeness(_ fields: inout Fields) {
    guard case .kind(let name)? = like else { return }
    if like?.isReadable(with: settings) == false {
      fields.report(
        "\(name) cannot be set as \"settings\" says: write {\"kind\": \"\(name)\", …} with its own",
        at: ["like"])
    }
    for setting in like?.unknown(of: settings) ?? [] {
      fields.warn(
        "\(name) has no such setting, and is compared without it; to set it otherwise, write "
          + "\"like\": {\"kind\": \"\(name)\", …}", at: ["settings", .key(setting)])
    }
  }

  /// Whose steps these are, where several networks learn.
  public mutating func setPlayer(_ name: String) { player = name }

  public var looksElsewhere: Bool { channel?.asks ?? false }

  public func step<O: Objective>(
    _ optimization: inout OptimizationState<O.Number>, down objective: inout O, learningRate: Double
  ) -> Double {
    guard let channel else { return .nan }
    optimization.memory.step += 1
    guard channel.asks else {
      let loss = optimization.evaluate(&objective)
      return move(&optimization.parameters, along: optimization.gradient, channel, learningRate)
        ? loss : .nan
    }
    return move(
      &optimization.parameters, keeping: &optimization.gradient, down: &objective, channel,
      learningRate) ?? .nan
  }

  private func move<S: Scalar>(
    _ parameters: inout Numbers<S>, along gradient: Numbers<S>, _ channel: any RuleChannel,
    _ learningRate: Double
  ) -> Bool {
    var all = parameters.mutableSpan
    return channel.step(
      player: player, gradient: gradient.span, learningRate: learningRate, parameters: &all)
  }

  /// - Parameter first: overwritten with the first gradient that is asked for.
  private func move<O: Objective>(
    _ parameters: inout Numbers<O.Number>, keeping first: inout Numbers<O.Number>,
    down objective: inout O, _ channel: any RuleChannel, _ learningRate: Double
  ) -> Double? {
    var isFirst = true
    var all = parameters.mutableSpan
    return channel.step(player: player, learningRate: learningRate, parameters: &all) {
      point, gradient in
      let value = objective.evaluate(at: point, gradient: &gradient)
      if isFirst { first.copy(gradient.span) }
      isFirst = false
      return value
    }
  }
}
