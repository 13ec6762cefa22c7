package import SpecLanguage

/// EMNIST, letters and digits, from a folder.
///
/// Its files have rows and columns exchanged, which torchvision leaves as they are, and so does this.
package struct EMNISTSource: TorchvisionSource {
  package static let dataset = TorchvisionFolder.Dataset.emnist
  package static let summary =
    "letters and digits: EMNIST's IDX files in a folder, as torchvision leaves them"

  /// The ways in which the set is cut: torchvision's `split`.
  package enum Cut: String, Sendable, CaseIterable {
    case byClass = "byclass"
    case byMerge = "bymerge"
    case balanced, letters, digits, mnist
  }

  package var settings = TorchvisionSettings()
  package var cut = Cut.balanced

  package init() {}

  package mutating func configureOwn(_ fields: inout Fields) {
    fields.choice(
      "split_name", &cut, "Which of its six sets: what torchvision calls its split.")
  }

  package var section: String? { cut.rawValue }

  package var classNames: [String] {
    let digits = "0123456789".map(String.init)
    let capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".map(String.init)
    let letters = "abcdefghijklmnopqrstuvwxyz".map(String.init)
    return switch cut {
    case .byClass: digits + capitals + letters
    // Letters whose small form is like the capital one are one class.
    case .byMerge, .balanced: digits + capitals + letters.filter { !"cijklmopsuvwxyz".contains($0) }
    // Labels begin with 1.
    case .letters: ["N/A"] + letters
    case .digits, .mnist: digits
    }
  }
}
