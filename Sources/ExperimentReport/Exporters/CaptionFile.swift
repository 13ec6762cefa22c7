internal import OptimizerLab
internal import SpecLanguage

/// `captions.json`: of each figure, in the order in which they are drawn, its title and its caption; where that says not all,
/// `whole` does.
///
/// ```
/// {"convergence": {"title": "Convergence", "caption": "Adam reached 0.05 after 412 steps …"}}
/// ```
enum CaptionFile {
  static let fileName = "captions.json"

  static func text(_ scripts: [FigureScript]) -> String {
    JSONText.pretty(
      .object(
        scripts.map { script in
          .init(
            script.name,
            .object(
              [
                .init("title", .string(script.title)), .init("caption", .string(script.caption)),
              ]
                + (script.wholeCaption == script.caption
                  ? [] : [.init("whole", .string(script.wholeCaption))])))
        }))
  }
}
