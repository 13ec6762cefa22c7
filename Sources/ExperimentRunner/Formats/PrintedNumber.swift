internal import Glibc

/// Numbers as the C library's `printf` rounds them, which rounds the number itself.
package enum PrintedNumber {
  /// `%.*f`
  package static func fixed(_ value: Double, decimals: Int) -> String {
    text("%.*f", decimals, value)
  }

  /// `%.*e`
  package static func scientific(_ value: Double, decimals: Int) -> String {
    text("%.*e", decimals, value)
  }

  /// `%.*g`
  package static func general(_ value: Double, digits: Int) -> String {
    text("%.*g", digits, value)
  }

  private static func text(_ format: String, _ digits: Int, _ value: Double) -> String {
    unsafe withVaList([Int32(clamping: digits), value]) { arguments in
      // The longest number before the point has 309 digits and a sign.
      var characters = [CChar](repeating: 0, count: 320 + digits)
      // unsafe: the call writes no more than the array holds, with an end.
      unsafe vsnprintf(&characters, characters.count, format, arguments)
      return String(decoding: characters.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
    }
  }
}
