internal import OptimizerLab
internal import SpecLanguage

/// Sizes as people read them.
package enum ByteCount {
  /// `512 bytes`, `31.5 MB`, `8 TB`: decimal units, three digits.
  package static func text(_ count: Int) -> String { text(Double(count)) }

  /// For counts that no integer holds, too.
  package static func text(_ count: Double) -> String {
    let units = ["bytes", "kB", "MB", "GB", "TB", "PB", "EB"]
    var (value, unit) = (count, 0)
    while value >= 999.5, unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    let digits = value >= 100 || unit == 0 ? 1.0 : value >= 10 ? 10 : 100
    return "\(JSONNode.shortestText(of: (value * digits).rounded() / digits)) \(units[unit])"
  }
}
