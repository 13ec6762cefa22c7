internal import ExperimentRunner
internal import OptimizerLab
package import SpecLanguage

/// `answers.json`: from task to answer, a number or a text; `null` for one that is not answered yet.
package struct AnswerSheet: Sendable, Equatable {
  package static let fileName = "answers.json"

  package enum Answer: Sendable, Equatable {
    case number(Double)
    case word(String)
    /// What is neither, in words.
    case other(String)

    /// As it is written in messages.
    package var words: String {
      switch self {
      case .number(let number): JSONNode.shortestText(of: number)
      case .word(let word): quoted(word)
      case .other(let words): words
      }
    }

    package var json: JSONNode {
      switch self {
      case .number(let number): .number(number)
      case .word(let word): .string(word)
      case .other: .null
      }
    }
  }

  package private(set) var answers: [String: Answer] = [:]
  /// Why it cannot be read; `nil` where it can.
  package private(set) var mistake: String?

  package init(answers: [String: Answer]) { self.answers = answers }

  /// The one in a folder.
  package init(in folder: String) {
    let bytes: [UInt8]
    do throws(DataError) {
      bytes = try InputBytes.read("\(folder)/\(Self.fileName)", limit: 1 << 20)
    } catch {
      self.init(answers: [:])
      mistake =
        error.isMissingFile
        ? "\(Self.fileName) was not handed in" : "\(Self.fileName) cannot be read"
      return
    }
    self.init(bytes)
  }

  package init(_ bytes: [UInt8]) {
    let node: JSONNode
    do throws(JSONSyntaxError) {
      node = try JSONParser.parse(bytes)
    } catch {
      let line = SpecSource(name: "", bytes: bytes).line(at: error.offset)
      mistake = "\(Self.fileName), line \(line): \(error.message)"
      return
    }
    guard case .object(let members) = node.value else {
      mistake = "\(Self.fileName) is \(node.summary), and should be an object from task to answer"
      return
    }
    for member in members {
      switch member.node.value {
      case .null: break
      case .number(let text):
        answers[member.key] = Double(text).map { .number($0) } ?? .other("a number")
      case .string(let text): answers[member.key] = .word(text)
      default: answers[member.key] = .other(member.node.summary)
      }
    }
  }
}

/// An answer that the question can have, or what is wrong with it.
package enum Answered: Sendable, Equatable {
  case good(AnswerSheet.Answer)
  case bad(String)

  package init(_ question: Question, _ answer: AnswerSheet.Answer?) {
    guard let answer else {
      self = .bad("not answered")
      return
    }
    switch (question.type, answer) {
    case (.number, .number): self = .good(answer)
    case (.number, _): self = .bad("expected a number, found \(answer.words)")
    case (.choice, .word(let word)) where question.choices.contains(word): self = .good(answer)
    case (.choice, .word(let word)):
      self = .bad(unknownName(word, among: question.choices))
    case (.choice, _):
      self = .bad(
        "expected one of \(question.choices.joined(separator: ", ")), found \(answer.words)")
    }
  }
}

extension AnswerSheet.Answer {
  /// What is expected of a student with these numbers.
  package init?(_ expected: ExpectedAnswer, _ numbers: VariantNumbers) {
    switch expected {
    case .number(let number): self = .number(number)
    case .word(let word): self = .word(word)
    case .byNumber(let name, let values):
      guard let place = numbers.chosen[name]?.place, values.indices.contains(place) else {
        return nil
      }
      self = .number(values[place])
    }
  }
}
