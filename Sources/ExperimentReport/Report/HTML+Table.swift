extension HTML {
  /// A table that can be moved sideways where it is wider than the page.
  /// - Parameter columns: their titles, and whether they hold numbers.
  package static func table(
    caption: HTML, label: String, columns: [(title: String, isNumber: Bool)], rows: [[HTML]]
  ) -> HTML {
    let head = columns.map { column in
      HTML.element(
        "th", ["scope": "col", "class": column.isNumber ? "number" : ""], .text(column.title))
    }
    let body = rows.map { row in
      HTML.element(
        "tr",
        row.enumerated().map { index, cell in
          index == 0
            ? .element(
              "th", ["scope": "row", "class": columns[index].isNumber ? "number" : ""], cell)
            : .element("td", ["class": columns[index].isNumber ? "number" : ""], cell)
        })
    }
    return .element(
      "div", ["class": "scroll", "role": "group", "aria-label": label],
      .element(
        "table", caption == .nothing ? .nothing : .element("caption", caption),
        .element("thead", .element("tr", head)), .element("tbody", body)))
  }
}
