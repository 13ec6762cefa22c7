import ExperimentRunner
import Foundation
import OptimizerLab
import SpecLanguage
import TestSupport
import Testing

/// A source as a spec's `data` has it.
func csvSource(_ fields: String) throws -> CSVSource {
  let source = SpecSource(name: "data.json", text: "{\"path\": \"t.data\", \(fields)}")
  let reading = Reading<CSVSource>(source)
  guard reading.diagnostics.isEmpty else {
    throw LocalRun.Mistake(description: reading.diagnostics.rendered(in: source))
  }
  return reading.value
}

@Suite("A table as data")
struct CSVSourceTests {
  let scratch: DataScratch

  init() throws {
    scratch = try DataScratch()
  }

  private func load(
    _ text: String, _ fields: String, for use: DataUse = .values
  ) throws -> LoadedData {
    try scratch.write(text.utf8, to: "t.data")
    return try csvSource(fields).load(for: use, from: scratch.folder)
  }

  private func sentence(
    _ text: String, _ fields: String, for use: DataUse = .values
  ) throws -> String? {
    do {
      _ = try load(text, fields, for: use)
      return nil
    } catch {
      return scratch.sentence(try #require(error as? DataError))
    }
  }

  /// Small tables of our own, each written as the archive writes the one of that name.
  private static let archive:
    [(name: String, text: String, fields: String, width: Int, rows: Int)] = [
      (
        "wine quality",
        "\"fixed acidity\";\"pH\";\"alcohol\";\"quality\"\r\n7.1;3.2;9.6;5\r\n6.9;3.1;10.1;6\r\n",
        "\"features\": \"all\", \"target\": \"quality\"", 3, 2
      ),
      (
        "airfoil self-noise", "810\t0\t0.31\t70.9\t125.9\n1010\t1.5\t0.31\t55.2\t124.8\n",
        "\"header\": false, \"features\": [\"0..3\"], \"target\": -1", 4, 2
      ),
      (
        "Auto MPG",
        "18.5   8   310.0      131.0      3510.      12.1   70  1\t\"acme roadster\"\n"
          + "25.0   4   98.00      ?          2050.      19.0   71  1\t\"acme lark\"\n"
          + "31.0   4   91.00      68.00      1990.      16.4   82  3\t\"hinode 'x'\"\n",
        "\"header\": false, \"features\": [\"1..6\", {\"column\": 7, \"one_hot\": true}], \"target\": 0, "
          + "\"missing\": [\"?\"]", 8, 2
      ),
      (
        "yacht hydrodynamics", "-2.3 0.568 4.78  0.125 0.11 \n-2.3 0.568 4.78 0.15  0.27\n \n\n",
        "\"header\": false, \"features\": \"all\", \"target\": 4", 4, 2
      ),
      (
        "iris",
        "5.1,3.4,1.4,0.2,Rosa-alba\n4.8,3.1,1.5,0.2,Rosa-canina\n6.2,3.0,4.9,1.7,Rosa-alba\n\n",
        "\"header\": false, \"features\": \"all\", \"target\": 4", 4, 3
      ),
      (
        "concrete strength",
        "\"Cement (component 1)(kg in a m^3 mixture)\",\"Water  (component 2), clean\",Age (day),"
          + "\"Strength(MPa, megapascals) \"\n540,162.0,28,79.99\n332.5,228,270,41.05\n",
        "\"features\": \"all\", \"target\": \"Strength(MPa, megapascals)\"", 3, 2
      ),
      (
        "energy efficiency",
        "X1,X2,X8,Y1,Y2,,\n0.98,514.5,0,15.55,21.33,,\n0.79,637,1,20.84,28.28,,\n",
        "\"features\": [\"X1..X8\"], \"target\": [\"Y1\", \"Y2\"]", 3, 2
      ),
    ]

  @Test("is read as archives have it", arguments: archive.indices)
  func archives(place: Int) throws {
    let set = Self.archive[place]
    let use: DataUse = set.name == "iris" ? .classes : .values
    for bytes in try [Array(set.text.utf8), scratch.gzip(Array(set.text.utf8))] {
      try scratch.write(bytes, to: "t.data")
      let data = try csvSource(set.fields).load(for: use, from: scratch.folder)
      #expect(data.examples.width == set.width, "\(set.name)")
      #expect(data.examples.count == set.rows, "\(set.name)")
      #expect(data.examples.targetWidth == (set.name == "energy efficiency" ? 2 : 1))
    }
  }

  @Test("of flowers has their names as classes, and of cars leaves out whose power is missing")
  func archiveContents() throws {
    let iris = try load(Self.archive[4].text, Self.archive[4].fields, for: .classes)
    #expect(iris.examples.classes == ["Rosa-alba", "Rosa-canina"])
    #expect(iris.examples.targets == [0, 1, 0])
    let cars = try load(Self.archive[2].text, Self.archive[2].fields)
    #expect(cars.examples.targets == [18.5, 31])
    #expect(cars.columns?.features.suffix(2) == ["7_1", "7_3"])
    #expect(cars.columns?.leftOut == 1)
    #expect(
      cars.notes.contains {
        $0.hasSuffix(
          "t.data: 1 of 3 rows are left out: a column that is used has one of \"?\" there")
      })
  }

  @Test("standardizes its columns by the rows that are trained on, as PyTorch does")
  func standardized() throws {
    let fixture = try ParityFixture.read("data")["standardized"]
    let values = fixture["values"].numbers
    let rows = values.map { "\($0),\(-$0)\n" }.joined()
    let data = try load(
      "x,y\n\(rows)",
      "\"features\": [\"x\"], \"target\": \"y\", \"standardize\": true, \"standardize_target\": true, "
        + "\"holdout\": 0.3, \"holdout_seed\": 11")
    let order = try #require(try HoldoutProbe.split(0.3, seed: 11, count: values.count))
    let wanted = fixture["standardized"].numbers.map { Float($0) }
    let (heldOut, columns) = (try #require(data.heldOut), try #require(data.columns))
    #expect(data.examples.features == order.training.map { wanted[$0] })
    #expect(heldOut.features == order.heldOut.map { wanted[$0] })
    #expect(heldOut.targets == order.heldOut.map { -wanted[$0] })
    let standard = columns.standardFeatures[0]
    #expect(abs(standard.mean / fixture["mean"].number - 1) < 1e-15)
    #expect(abs(standard.deviation / fixture["deviation"].number - 1) < 1e-15)
    #expect(columns.standardTargets[0].mean == -standard.mean)
  }

  @Test("leaves the columns of texts at 0 and 1 where it standardizes the others")
  func standardizedTexts() throws {
    let data = try load(
      "a,k,y\n1,u,0\n3,v,1\n",
      "\"features\": [\"a\", {\"column\": \"k\", \"one_hot\": true}], \"target\": \"y\", "
        + "\"standardize\": true")
    #expect(data.examples.features == [-1, 1, 0, 1, 0, 1])
    #expect(data.columns?.standardFeatures.map(\.column) == ["a"])
  }

  @Test("cannot standardize what has no spread")
  func noSpread() throws {
    #expect(
      try sentence(
        "a,b,y\n0.1,1,0\n0.1,2,1\n0.1,4,1\n",
        "\"features\": [\"b\", \"a\"], \"target\": \"y\", \"standardize\": true")
        == "t.data: column \"a\" is 0.1 in every row that is trained on, and what has no spread cannot "
        + "be standardized; leave it out")
  }

  @Test("is warned of where its columns are of very different sizes, unless they are standardized")
  func scales() throws {
    let text = "power,weight,y\n131,3510,19\n96,2375,24\n69,1990,30\n"
    let fields = "\"features\": [\"power\", \"weight\"], \"target\": \"y\""
    let warnings = try load(text, fields).warnings.map {
      $0.replacing(scratch.folder + "/", with: "")
    }
    #expect(
      warnings == [
        "t.data: \"power\" (about 102) and \"weight\" (about 2700) are far from 1: no learning rate "
          + "fits all weights then, and trainings diverge or stand still; \"standardize\": true puts it "
          + "right"
      ])
    #expect(try load(text, fields + ", \"standardize\": true").warnings.isEmpty)
    let mixed = "a,b,y\n0.05,9,1000\n0.04,8,2000\n"
    let both = try load(mixed, "\"features\": \"all\", \"target\": \"y\"").warnings
    #expect(both.count == 1)
    #expect(both[0].contains("\"b\" (about 8.51) is more than a hundred times as large as \"a\""))
    #expect(both[0].contains("the target \"y\" (about 1580) is far from 1"))
    #expect(both[0].contains("\"standardize\": true and \"standardize_target\": true"))
  }

  @Test("is warned of classes of which there is too little")
  func rareClasses() throws {
    let text = "x,y\n0,a\n1,a\n2,a\n3,b\n"
    let fields = "\"features\": [\"x\"], \"target\": \"y\""
    #expect(
      try load(text, fields, for: .classes).warnings.map {
        $0.components(separatedBy: "t.data: ")[1]
      }
        == ["the class \"b\" appears once: one example hardly tells what its class is"])
    // Of seed 5's order, the last row is in one part, of seed 0's in the other.
    for seed in 0..<8 {
      let data = try load(
        text, fields + ", \"holdout\": 0.5, \"holdout_seed\": \(seed)", for: .classes)
      let isHeldOut = try #require(data.heldOut).targets.contains(1)
      #expect(data.warnings.count == 1)
      #expect(data.warnings[0].contains("only in the part that is held out") == isHeldOut)
    }
    let alone = try load("x,y\n0,a\n1,a\n", fields, for: .classes).warnings
    #expect(alone.count == 1 && alone[0].contains("one class alone, \"a\""))
  }

  @Test("may have the part that is held out in a file of its own")
  func ownFile() throws {
    try scratch.write("y;x\n4;30\n2;40\n".utf8, to: "test.data")
    let fields = "\"features\": [\"x\"], \"target\": \"y\", \"holdout\": \"test.data\""
    let data = try load("x;y\n10;1\n20;3\n", fields)
    #expect(data.examples.features == [10, 20])
    #expect(data.heldOut?.features == [30, 40])
    #expect(data.heldOut?.targets == [4, 2])
    // Its texts are of one list with those of the data.
    try scratch.write("x;y\n1;c\n2;a\n".utf8, to: "test.data")
    let classes = try load("x;y\n10;b\n20;a\n", fields, for: .classes)
    #expect(classes.examples.classes == ["a", "b", "c"])
    #expect(classes.examples.targets == [1, 0] && classes.heldOut?.targets == [2, 0])
    try scratch.write("z;y\n1;2\n".utf8, to: "test.data")
    #expect(
      try sentence(
        "x;y\n1;2\n", "\"features\": \"all\", \"target\": \"y\", \"holdout\": \"test.data\"")
        == "test.data: column \"z\" stands here where the data have \"x\"; both need the same columns in "
        + "the same order")
    #expect(
      try sentence(
        "x;y\n1;2\n", "\"features\": [\"x\"], \"target\": \"y\", \"holdout\": \"tset.data\"")
        == "tset.data: there is no such file; did you mean \"test.data\"?")
  }

  @Test("of classes has one target, which is not standardized")
  func classTargets() throws {
    #expect(
      try sentence("x,y\n1,2\n", "\"features\": [\"x\"], \"target\": [\"x\", \"y\"]", for: .classes)
        == "t.data: `target` has 2 columns; a classification learns one, whose texts are the classes"
    )
    #expect(
      try sentence(
        "x,y\n1,2\n", "\"features\": [\"x\"], \"target\": \"y\", \"standardize_target\": true",
        for: .classes)
        == "t.data: `standardize_target` is for numbers, and a classification learns classes")
  }

  @Test(
    "is told what is wrong with its fields",
    arguments: [
      ("\"separator\": \";;\"", "separator: expected one character of ASCII, found 2"),
      (
        "\"separator\": \"\\\\t\"",
        "separator: expected one character of ASCII, found 2; JSON writes a tab \"\\t\", with one backslash"
      ),
      ("\"separator\": \"5\"", "separator: this character is part of values"),
      ("\"separator\": \"\"", "separator: expected one character of ASCII, found 0"),
      ("\"separator\": \"\\n\"", "separator: a control character does not stand in a line of text"),
      ("\"comment\": \"→\"", "comment: expected one character of ASCII, found 1"),
      ("\"comment\": \"\\\"\"", "comment: the same character as `quote`"),
      ("\"separator\": \";\", \"quote\": \";\"", "quote: the same character as `separator`"),
      ("\"decimal\": \";\"", "decimal: \";\" is unknown"),
      ("\"holdout\": 1", "holdout: 1 is outside 0 ..< 1"),
      ("\"holdout\": -0.1", "holdout: -0.1 is outside 0 ..< 1"),
      ("\"holdout\": null", "holdout: expected a number in 0 ..< 1 or a text, found null"),
      ("\"holdout_seed\": -1", "holdout_seed: -1 is not at least 0"),
      ("\"missing\": \"?\"", "missing: expected a list, each a text, found the text \"?\""),
    ])
  func fields(text: String, says: String) throws {
    let error = #expect(throws: LocalRun.Mistake.self) {
      try csvSource("\"features\": [\"x\"], \"target\": \"y\", \(text)")
    }
    #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
  }

  @Test("says how a list of columns is written, and what might be meant")
  func featureMistakes() throws {
    for (fields, says) in [
      (
        "\"features\": \"x\"",
        "features: \"x\" is not \"all\"; a list of columns is written [\"x\"]"
      ),
      (
        "\"features\": 3",
        "features: expected \"all\" or a list of at least 1, each a column's name or number"
      ),
      ("\"features\": []", "features: expected a list of at least 1, found 0"),
      ("\"features\": [1.5]", "features[0]: 1.5 is not a whole number"),
      ("\"features\": [{\"one_hot\": true}]", "features[0].column: missing"),
      (
        "\"features\": [{\"column\": \"a\", \"onehot\": true}]",
        "features[0].onehot: unknown field; did you mean \"one_hot\"?"
      ),
    ] {
      let error = #expect(throws: LocalRun.Mistake.self) {
        try csvSource("\(fields), \"target\": \"y\"")
      }
      #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
    }
  }

  @Test(
    "is written back as it was read",
    arguments: [
      "\"features\":\"all\",\"target\":\"y\"",
      "\"features\":[\"a\",0,-1,\"b..c\"],\"target\":[\"y\",3]",
      "\"features\":[{\"column\":\"k\",\"one_hot\":true},{\"column\":2,\"one_hot\":true}],\"target\":-1",
      "\"features\":[\"a\"],\"target\":\"y\",\"separator\":\"\\t\",\"decimal\":\",\",\"header\":false,"
        + "\"comment\":\"#\",\"quote\":\"\",\"missing\":[\"\",\"?\"]",
    ])
  func writing(fields: String) throws {
    let written = JSONText.compact(Fields.writing(try csvSource(fields)))
    #expect(written.contains(fields), "\(written)")
    let again = Reading<CSVSource>(SpecSource(name: "again", text: written))
    #expect(JSONText.compact(again.resolved) == written)
  }
}
