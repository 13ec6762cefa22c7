package import OptimizerLab
package import SpecLanguage

/// The settings of an optimizer, under the names that they have in a spec and in `torch.optim`.
package struct Settings: Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  private let node: JSONNode

  private var fixture: LooseJSON { LooseJSON(node: node) }

  package init(_ node: JSONNode) { self.node = node }

  /// - Parameter value: a JSON object.
  package init(stringLiteral value: String) {
    do throws(JSONSyntaxError) {
      node = try JSONParser.parse(Array(value.utf8))
    } catch {
      fatalError("\(value): \(error)")
    }
  }

  package func number(_ name: String, _ standard: Double) -> Double {
    let number = fixture[name].number
    return number.isNaN ? standard : number
  }

  package func numbers(_ name: String, _ standard: [Double]) -> [Double] {
    let numbers = fixture[name].numbers
    return numbers.isEmpty ? standard : numbers
  }

  package func flag(_ name: String) -> Bool { fixture[name].isTrue }

  package func text(_ name: String) -> String { fixture[name].text }

  package var names: [String] { fixture.members.map(\.key) }

  /// The settings but for some.
  package func without(_ names: String...) -> Settings {
    guard case .object(let members) = node.value else { return self }
    return Settings(JSONNode(.object(members.filter { !names.contains($0.key) })))
  }

  /// The settings with this number in place of what there may be.
  package func with(_ name: String, _ number: Double) -> Settings {
    guard case .object(let members) = without(name).node.value else { return self }
    return Settings(JSONNode(.object(members + [.init(name, JSONNode(.number("\(number)")))])))
  }

  /// The optimizer of this kind under these settings, read as from a spec; `nil` if there is no
  /// such kind, or if a setting is none of its.
  package func optimizer(_ kind: String) -> (any Optimizer)? {
    Catalog.optimizers.first { $0.kind == kind }.flatMap { read($0) }
  }

  private func read<O: Optimizer>(_: O.Type) -> (any Optimizer)? {
    let reading = Reading<O>(node, in: SpecSource(name: O.kind, text: description))
    return reading.diagnostics.isEmpty ? reading.value : nil
  }

  package var description: String { JSONText.compact(node) }
}
