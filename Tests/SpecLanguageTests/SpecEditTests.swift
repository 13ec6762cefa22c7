import OptimizerLab
import SpecLanguage
import Testing

@Suite("--set")
struct SpecEditTests {
  private static let spec = """
    {"a": 1, "list": [{"b": null}, [2]], "x y": {}, "0": {"k.z": true}, "empty": []}
    """

  private static func edited(_ edit: String) throws -> String {
    var root = try JSONParser.parse(Array(spec.utf8))
    try SpecEdit(edit).apply(to: &root)
    return JSONText.compact(root)
  }

  @Test(
    "changes one value or adds a field",
    arguments: [
      ("a=0.5", #""a":0.5,"#), ("a= [1, {}] ", #""a":[1,{}],"#), ("a=\"x=y\"", #""a":"x=y","#),
      ("a=adam", #""a":"adam","#), ("a=data/iris-1_2.csv", #""a":"data/iris-1_2.csv","#),
      ("a=null", #""a":null,"#), ("list.0.b=7", #"[{"b":7},[2]]"#),
      ("list[0].b=7", #"[{"b":7},[2]]"#), ("list[1][0]=7", #"[{"b":null},[7]]"#),
      ("list.1.0=7", #"[{"b":null},[7]]"#), ("list[1]=7", #"[{"b":null},7]"#),
      ("list.0.new=7", #"{"b":null,"new":7}"#), (#"["x y"].q=7"#, #""x y":{"q":7}"#),
      (#"["0"]["k.z"]=7"#, #""0":{"k.z":7}"#), ("0[\"k.z\"]=7", #""0":{"k.z":7}"#),
      (#"["k=]\""]=7"#, #""k=]\"":7"#), ("new=7", #""empty":[],"new":7}"#),
      ("list[0].new.x.y=7", #"{"b":null,"new":{"x":{"y":7}}}"#),
    ])
  func changes(edit: String, part: String) throws {
    #expect(try Self.edited(edit).contains(part))
  }

  @Test(
    "that cannot be done says why",
    arguments: [
      ("a", "", "expected KEY=VALUE, such as optimizers.0.lr=0.01"),
      ("", "", "expected KEY=VALUE, such as optimizers.0.lr=0.01"),
      ("=1", "", "the key is empty"),
      ("list..b=1", "", "a name is missing in the key after list"),
      ("list.=1", "", "a name is missing in the key after list"),
      ("list[0]b=1", "", "expected \".\", \"[\" or \"=\" after list[0]"),
      ("list[b]=1", "", "expected an index or a name in double quotes between \"[\" and \"]\""),
      ("list[-1]=1", "", "expected an index or a name in double quotes between \"[\" and \"]\""),
      ("list[=1", "", "expected an index or a name in double quotes between \"[\" and \"]\""),
      ("list[\"x=1", "", "expected an index or a name in double quotes between \"[\" and \"]\""),
      ("list[\"x\\=1", "", "expected an index or a name in double quotes between \"[\" and \"]\""),
      (
        "list[\"\\x\"]=1", "",
        "expected an index or a name in double quotes between \"[\" and \"]\""
      ),
      (
        "list[99999999999999999999]=1", "",
        "expected an index or a name in double quotes between \"[\" and \"]\""
      ),
      (
        "a=", "a",
        "the value is neither JSON (the file is empty) nor a word of letters, digits and _ - . /"
      ),
      (
        "a=[1,", "a",
        "the value is neither JSON (expected a value, found the end of the file) nor a word of "
          + "letters, digits and _ - . /"
      ),
      (
        "a=é", "a",
        "the value is neither JSON (expected a value, found \"é\") nor a word of letters, digits "
          + "and _ - . /"
      ),
      ("list.2=1", "list", "is a list with the indices 0 ... 1, found 2"),
      ("list.+1=1", "list", "is a list with the indices 0 ... 1, found +1"),
      ("list.x=1", "list", "is a list with the indices 0 ... 1, found x"),
      ("list[1][1]=1", "list[1]", "is a list with the index 0 only, found 1"),
      ("empty.0=1", "empty", "is an empty list, found 0"),
      ("a.b=1", "a", "is the number 1, which has nothing in it to change"),
      ("list.0.b.c=1", "list[0].b", "is null, which has nothing in it to change"),
      (
        "lst.0.b=1", "",
        "there is no list \"lst\"; did you mean \"list\"? Given here: a, list, x y, 0, empty"
      ),
      ("list.0.c[1]=1", "list[0]", "there is no list \"c\". Given here: b"),
    ])
  func refuses(edit: String, path: String, message: String) {
    let error = Diagnostic(path: path, offset: nil, message: message, origin: "--set \(edit)")
    #expect(throws: error) { try Self.edited(edit) }
  }

  @Test("is named by the mistakes it makes")
  func origins() throws {
    let edits = try [
      "optimizers.0.lr=-1", "record={\"evry\": 5, \"every\": 0}", "figures.0=x", "recrd=1",
      "nowhere.a=1", "name=1", "optimizer.0.lr=1",
    ].map { edit throws(Diagnostic) in try SpecEdit(edit) }
    #expect(
      SpecFixture.mistakes(in: SpecFixture.goodSpec, as: SpecFixture.Lab.self, edits: edits) == """
        --set name=1: error: name: expected a text, found the number 1
        --set optimizers.0.lr=-1: error: optimizers[0].lr: -1 is not above 0
        --set record={"evry": 5, "every": 0}: error: record.every: 0 is outside 1 ... 1000
        --set record={"evry": 5, "every": 0}: error: record.evry: unknown field; did you mean "every"? Allowed here: every, probe
        --set recrd=1: error: recrd: unknown field; did you mean "record"? Allowed here: name, seeds, problems, optimizers, record, figures
        --set nowhere.a=1: error: nowhere: unknown field. Allowed here: name, seeds, problems, optimizers, record, figures
        --set figures.0=x: error: there is no list "figures". Given here: $schema, name, seeds, problems, optimizers, record
        --set optimizer.0.lr=1: error: there is no list "optimizer"; did you mean "optimizers"? Given here: $schema, name, seeds, problems, optimizers, record, recrd, nowhere

        """)
  }
}
