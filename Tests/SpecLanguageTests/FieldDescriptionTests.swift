import OptimizerLab
import SpecLanguage
import Testing

@Suite("The description of a spec's fields")
struct FieldDescriptionTests {
  @Test("names type, range, default and help of each")
  func lines() {
    let lines = Fields.describing(EveryField()).descriptions.map { field in
      [
        field.name, field.type, field.range ?? "", field.defaultValue.map(JSONText.compact) ?? "",
        field.help,
      ].joined(separator: " | ")
    }
    #expect(
      lines.joined(separator: "\n") == """
        rate | number | 0 ..< 1 | 0.5 | A rate.
        single | number | 0.1 ... 0.7 | 0.1 | A Float.
        free | number |  | 2 | Any number.
        count | whole number | 1 ... 100 | 3 | A count.
        seed | whole number | at least 0 | 0 | A seed.
        small | whole number | at most 5 | 1 | A small one.
        flag | flag |  | false | A flag.
        text | text |  | "t" | A text.
        mode | name | plain_mode, other | "plain_mode" | A mode.
        maybe | number | above 0 |  | May be absent.
        pair | list of number | at least -1 | [1,2] | Two numbers.
        words | list of text |  | [] | Words.
        inner | object |  | {"every":10} | More.
        batch | whole number or name | 1 ... 100 | "all" | How many at once.
        point | object |  |  | A place.
        """)
  }

  @Test("of a kind has that kind's fields alone")
  func kinds() {
    let adam = SpecFixture.rules["adam"]?.description
    #expect(adam?.fields.map(\.name) == ["betas", "eps"])
    #expect(SpecFixture.rules["sgd"]?.description == nil)
    let entry = Fields.describing(SpecFixture.Entry())
    #expect(entry.descriptions.map(\.name) == ["name", "lr"])
    #expect(entry.kinds.map(\.name) == ["momentum", "adam"])
  }

  @Test("is a JSON Schema of each type")
  func schemas() {
    let schemas = Fields.describing(EveryField()).descriptions.map {
      "\($0.name) \(JSONText.compact($0.schema))"
    }
    #expect(
      schemas.joined(separator: "\n") == #"""
        rate {"type":"number","minimum":0,"exclusiveMaximum":1,"default":0.5,"description":"A rate."}
        single {"type":"number","minimum":0.1,"maximum":0.7,"default":0.1,"description":"A Float."}
        free {"type":"number","default":2,"description":"Any number."}
        count {"type":"integer","minimum":1,"maximum":100,"default":3,"description":"A count."}
        seed {"type":"integer","minimum":0,"default":0,"description":"A seed."}
        small {"type":"integer","maximum":5,"default":1,"description":"A small one."}
        flag {"type":"boolean","default":false,"description":"A flag."}
        text {"type":"string","default":"t","description":"A text."}
        mode {"enum":["plain_mode","other"],"default":"plain_mode","description":"A mode."}
        maybe {"type":"number","exclusiveMinimum":0,"description":"May be absent."}
        pair {"type":"array","items":{"type":"number","minimum":-1},"minItems":2,"maxItems":2,"default":[1,2],"description":"Two numbers."}
        words {"type":"array","items":{"type":"string"},"minItems":1,"default":[],"description":"Words."}
        inner {"type":"object","properties":{"every":{"type":"integer","minimum":1,"maximum":1000,"default":10,"description":"Steps between two rows."},"probe":{"type":"integer","minimum":1,"description":"Examples to look at."}},"additionalProperties":false,"default":{"every":10},"description":"More."}
        batch {"anyOf":[{"type":"integer","minimum":1,"maximum":100},{"enum":["all"]}],"default":"all","description":"How many at once."}
        point {"type":"object","properties":{"x":{"type":"number","default":1,"description":"Right."},"y":{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":10,"default":2,"description":"Up."}},"additionalProperties":false,"description":"A place."}
        """#)
  }

  @Test("is a JSON Schema of an object of several kinds, whose fields stand beside others")
  func inlineKinds() {
    #expect(
      JSONText.compact(Fields.describing(SpecFixture.Entry()).schema) == #"""
        {"anyOf":[{"type":"object","properties":{"kind":{"const":"momentum","description":"A rule."},"name":{"type":"string","description":"Any text."},"lr":{"anyOf":[{"type":"number","exclusiveMinimum":0},{"type":"object","additionalProperties":{"type":"number","exclusiveMinimum":0}}],"default":0.01,"description":"Step size."},"momentum":{"type":"number","minimum":0,"exclusiveMaximum":1,"default":0.9,"description":"How much of the last step goes on."},"form":{"enum":["torch","lookahead"],"default":"torch","description":"Which form."}},"required":["kind"],"additionalProperties":false},{"type":"object","properties":{"kind":{"const":"adam","description":"A rule."},"name":{"type":"string","description":"Any text."},"lr":{"anyOf":[{"type":"number","exclusiveMinimum":0},{"type":"object","additionalProperties":{"type":"number","exclusiveMinimum":0}}],"default":0.01,"description":"Step size."},"betas":{"type":"array","items":{"type":"number","minimum":0,"exclusiveMaximum":1},"minItems":2,"maxItems":2,"default":[0.9,0.999],"description":"How slowly the two means forget."},"eps":{"type":"number","exclusiveMinimum":0,"default":1e-8,"description":"Added to the root."}},"required":["kind"],"additionalProperties":false}]}
        """#)
  }

  @Test("is a JSON Schema of a whole file")
  func file() throws {
    guard case .object(let members) = Fields.describing(SpecFixture.Lab()).fileSchema.value,
      case .object(let properties)? = members.first(where: { $0.key == "properties" })?.node.value
    else {
      Issue.record("no properties")
      return
    }
    let others = members.filter { $0.key != "properties" }
    #expect(
      JSONText.compact(.object(others)) == #"""
        {"$schema":"http://json-schema.org/draft-07/schema#","type":"object","required":["name","problems","optimizers"],"additionalProperties":false}
        """#)
    #expect(
      properties.map(\.key) == [
        "$schema", "name", "seeds", "problems", "optimizers", "record", "figures",
      ])
    let diagnostics = try #require(properties.first { $0.key == "problems" })
    #expect(
      JSONText.compact(diagnostics.node) == #"""
        {"type":"array","items":{"type":"object","properties":{"name":{"type":"string","default":"problem","description":"Any text."},"model":{"type":"array","items":{"anyOf":[{"enum":["relu"]},{"type":"object","properties":{"kind":{"const":"linear","description":"A matrix."},"units":{"type":"integer","minimum":1,"maximum":100,"description":"Outputs."},"bias":{"type":"boolean","default":true,"description":"Whether to add a constant."}},"required":["kind","units"],"additionalProperties":false},{"type":"object","properties":{"kind":{"const":"relu","description":"Cuts off below 0."}},"required":["kind"],"additionalProperties":false}]},"default":[],"description":"Layers from input to output."},"epochs":{"type":"integer","minimum":1,"maximum":1000,"description":"Passes over the data."},"steps":{"type":"integer","minimum":1,"maximum":1000000,"description":"Updates."}},"additionalProperties":false},"minItems":1,"description":"What to solve."}
        """#)
  }
}
