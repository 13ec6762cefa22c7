/// A gnuplot script as it goes into the output folder, as `NAME.gp`.
package struct FigureScript: Sendable, Equatable {
  package var name: String
  package var text: String

  package var fileName: String { name + ".gp" }

  package init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}
