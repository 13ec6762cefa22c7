/// `text` as it may stand in an error: in quotes, escaped as JSON has it, and not too long.
package func quoted(_ text: String) -> String {
  JSONText.quoted(clipped(text))
}

/// The first 60 characters of `text`, with an ellipsis where there were more.
package func clipped(_ text: String) -> String {
  let limit = 60
  let scalars = text.unicodeScalars
  guard let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex),
    end < scalars.endIndex
  else { return text }
  return String(scalars[..<end]) + "…"
}
