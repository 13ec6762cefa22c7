/// `"tortch" is unknown; did you mean "torch"? Known here: torch, lookahead`
package func unknownName(_ name: String, among names: [String]) -> String {
  "\(quoted(name)) is unknown\(suggestion(for: name, among: names))"
    + "Known here: \(names.joined(separator: ", "))"
}

/// `; did you mean "torch"? `, or `. ` where nothing comes near.
package func suggestion(for name: String, among names: [String]) -> String {
  nearestName(to: name, among: names).map { "; did you mean \(quoted($0))? " } ?? ". "
}
