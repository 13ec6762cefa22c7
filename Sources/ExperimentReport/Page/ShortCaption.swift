/// A caption as long as a picture bears it.
enum ShortCaption {
  /// In letters.
  static let longest = 900
  /// What the first paragraph, which holds for all of the picture, may take of them.
  private static let ofIntroduction = 560
  private static let rest = "The rest is in report.html."

  /// The paragraphs as they are where they are short enough; else of each as many of its sentences as
  /// there is room for, the first ones first and the paragraphs in turn, and where the rest is.
  static func of(_ caption: String) -> String {
    guard caption.count > longest else { return caption }
    let paragraphs = caption.split(separator: "\n").map(sentences)
    var next = [Int](repeating: 0, count: paragraphs.count)
    var kept = [[String]](repeating: [], count: paragraphs.count)
    var room = longest - rest.count - 1
    // A sentence, and the space or line feed after it; one that is too long is left out.
    func take(_ place: Int, atMost most: Int) {
      var sentence = paragraphs[place][next[place]]
      // Whose the sentences are stands before the first of them.
      if kept[place].isEmpty, next[place] > 0, place > 0, paragraphs.count > 2 {
        sentence = heading(of: paragraphs[place][0]) + sentence
      }
      next[place] += 1
      guard sentence.count + 1 <= min(room, most) else { return }
      kept[place].append(sentence)
      room -= sentence.count + 1
    }
    let ofOthers = paragraphs.count > 1 ? longest - ofIntroduction : 0
    while next[0] < paragraphs[0].count { take(0, atMost: room - ofOthers) }
    var open = Array(paragraphs.indices.dropFirst())
    while !open.isEmpty {
      for place in open { take(place, atMost: room) }
      open = open.filter { next[$0] < paragraphs[$0].count }
    }
    return (kept.filter { !$0.isEmpty }.map { $0.joined(separator: " ") } + [rest])
      .joined(separator: "\n")
  }

  /// "sine: " of "sine: Adam reached …"; empty for a sentence that begins without a problem.
  private static func heading(of sentence: String) -> String {
    guard let end = sentence.firstRange(of: ": "),
      sentence.distance(from: sentence.startIndex, to: end.lowerBound) <= longestHeading
    else { return "" }
    return String(sentence[..<end.upperBound])
  }

  private static let longestHeading = 42

  /// What a page says above that rest.
  static func withoutPointer(_ caption: String) -> String {
    caption.hasSuffix(rest) ? String(caption.dropLast(rest.count)) : caption
  }

  /// They end where a full stop and a space are; a name that has both becomes two, which is no harm.
  private static func sentences(_ paragraph: Substring) -> [String] {
    var sentences: [String] = []
    var sentence = ""
    for letter in paragraph {
      if letter == " ", sentence.hasSuffix(".") {
        sentences.append(sentence)
        sentence = ""
      } else {
        sentence.append(letter)
      }
    }
    return sentences + (sentence.isEmpty ? [] : [sentence])
  }
}
