using Fleet.Runtime.Resources;

namespace Fleet.Tests.Unit.Runtime.Resources;

/// <summary>Every mistake is reported with line and field, and costs what it costs in daprd.</summary>
public sealed class MistakeTests
{
    private const string Head = "apiVersion: dapr.io/v1alpha1\nkind: Component\nmetadata:\n  name: store\n";

    [Theory]
    [InlineData("spec:\n  type: state.sqlite\n  tpye: x\n", 7, "spec.tpye", "no field")]
    [InlineData("spec:\n  type: [a]\n", 6, "spec.type", "is a list, expected text")]
    [InlineData("spec:\n  type: state.sqlite\n  version: {v: 1}\n", 7, "spec.version", "a mapping, expected text")]
    [InlineData("spec:\n  type: a\n  ignoreErrors: \"yes\"\n", 7, "spec.ignoreErrors", "expected true or false")]
    [InlineData("spec:\n  type: a\n  initTimeout: soon\n", 7, "spec.initTimeout", "expected a duration")]
    [InlineData("spec:\n  type: a\n  metadata:\n  - value: x\n", 8, "spec.metadata[0].name", "is missing")]
    [InlineData("spec:\n  type: a\n  metadata:\n  - name: n\n    valu: x\n", 9, "spec.metadata[0].valu", "no field")]
    [InlineData("spec:\n  type: a\n  metadata:\n  - name: n\n    value: x\n    envRef: Y\n", 9, "spec.metadata[0].value", "only one of")]
    [InlineData("spec:\n  type: a\n  metadata:\n  - name: n\n  - name: N\n", 9, "spec.metadata[1].name", "second time")]
    [InlineData("spec:\n  Type: a\n", 6, "spec.Type", "is spelled type")]
    [InlineData("scopes: app\n", 5, "scopes", "is 'app', expected a list")]
    [InlineData("scopes:\n- app\n- [5]\n", 7, "scopes[1]", "a list, expected text")]
    [InlineData("auth:\n  secretstore: s\n", 6, "auth.secretstore", "is spelled secretStore")]
    public void A_component_mistake_names_line_and_field(string rest, int line, string field, string message) =>
        AssertMistake(Head + rest, line, field, message);

    [Theory]
    [InlineData("    timeouts:\n      t: soon\n", 8, "spec.policies.timeouts.t", "is 'soon', expected a duration")]
    [InlineData("    retries:\n      r:\n        policy: linear\n", 9, "spec.policies.retries.r.policy", "expected constant or exponential")]
    [InlineData("    retries:\n      r:\n        maxRetries: -2\n", 9, "spec.policies.retries.r.maxRetries", "whole number from -1")]
    [InlineData("    retries:\n      r:\n        maxRetrys: 2\n", 9, "spec.policies.retries.r.maxRetrys", "no field")]
    [InlineData("    retries:\n      r:\n        matching:\n          httpStatusCodes: 5xx\n", 10, "spec.policies.retries.r.matching.httpStatusCodes", "expected codes")]
    [InlineData("    circuitBreakers:\n      c:\n        interval: 1x\n", 9, "spec.policies.circuitBreakers.c.interval", "expected a duration")]
    [InlineData("    circuitBreakers:\n      c:\n        trip: \"consecutiveFailures >\"\n", 9, "spec.policies.circuitBreakers.c.trip", "expected a CEL expression")]
    [InlineData("  targets:\n    apps: []\n", 8, "spec.targets.apps", "is a list, expected a mapping")]
    [InlineData("  targets:\n    components:\n      pubsub:\n        input: {}\n", 10, "spec.targets.components.pubsub.input", "no field")]
    [InlineData("  targets:\n    actors:\n      A:\n        circuitBreakerScope: all\n", 10, "spec.targets.actors.A.circuitBreakerScope", "type or id or both")]
    public void A_resiliency_mistake_names_line_and_field(string rest, int line, string field, string message) =>
        AssertMistake("apiVersion: dapr.io/v1alpha1\nkind: Resiliency\nmetadata:\n  name: r\nspec:\n  policies:\n" + rest, line, field, message);

    [Fact]
    public void A_collector_that_can_be_nowhere_is_a_mistake() => AssertMistake(
        "apiVersion: dapr.io/v1alpha1\nkind: Configuration\nmetadata:\n  name: c\nspec:\n  tracing:\n    otel:\n      endpointAddress: local|host:4317\n      protocol: grpc\n",
        8, "spec.tracing.otel.endpointAddress", "expected host:port");

    [Theory]
    [InlineData("v1alpha1", "  route: /x\n  routes: {}\n", 8, "spec.routes", "no field")]
    [InlineData("v2alpha1", "  route: /x\n", 7, "spec.route", "no field")]
    [InlineData("v2alpha1", "  routes:\n    rules:\n    - match: x\n", 9, "spec.routes.rules[0].path", "is missing")]
    [InlineData("v3", "  routes:\n    default: /x\n", 1, "apiVersion", "is 'dapr.io/v3', expected dapr.io/v1alpha1 or dapr.io/v2alpha1")]
    public void A_subscription_mistake_names_line_and_field(string version, string rest, int line, string field, string message) =>
        AssertMistake($"apiVersion: dapr.io/{version}\nkind: Subscription\nmetadata: {{name: s}}\nspec:\n  pubsubname: p\n  topic: t\n{rest}", line, field, message);

    [Theory]
    [InlineData("v1", "name: s", 1)]
    [InlineData("dapr.io/v2alpha1", "name: s", 1)]
    [InlineData("dapr.io/v1alpha1", "name: a/b", 4)]
    [InlineData("dapr.io/v1alpha1", "name: 50%", 4)]
    [InlineData("dapr.io/v1alpha1", "name: ..", 4)]
    public void What_is_of_another_version_or_has_no_fit_name_is_passed_over(string version, string name, int line)
    {
        var file = ResourceFile.Parse("f.yaml", $"apiVersion: {version}\nkind: Component\nmetadata:\n  {name}\nspec:\n  type: state.sqlite\n");

        Assert.Empty(file.Resources.Components);
        Assert.Equal(line, Assert.Single(file.Resources.Mistakes).Where.Line);
    }

    [Theory]
    [InlineData("5", "5")]
    [InlineData("yes", "true")]
    [InlineData("1.50", "1.5")]
    [InlineData("017", "15")]
    [InlineData("-0x1F", "-31")]
    [InlineData("0b101", "5")]
    [InlineData("089", "89")]
    [InlineData("1_000", "1000")]
    [InlineData("\"017\"", "017")]
    public void A_number_or_truth_value_is_taken_for_its_text(string written, string text)
    {
        var file = ResourceFile.Parse("f.yaml", $"apiVersion: dapr.io/v1alpha1\nkind: Component\nmetadata: {{name: {written}}}\nspec:\n  type: a\n  version: {written}\n  metadata: [{{name: n, value: {written}}}]\nscopes: [{written}]\n");

        Assert.Empty(file.Resources.Mistakes);
        var component = Assert.Single(file.Resources.Components);
        Assert.Equal([text, text, text, text], [component.Name, component.Version, component.Metadata[0].Value!, component.Scopes[0]]);
    }

    [Fact]
    public void All_mistakes_of_a_file_are_reported_with_the_lines_of_the_file()
    {
        var file = ResourceFile.Parse("f.yaml", Head + "spec:\n  type: a\n  x: 1\n---\n" + Head + " spec: [\n---\n" + Head + "spec:\n  type: a\n  y: 1\n");

        Assert.Equal([7, 21], file.Resources.Mistakes.Where(mistake => mistake.Field.StartsWith("spec", StringComparison.Ordinal)).Select(mistake => mistake.Where.Line));
        var broken = Assert.Single(file.Resources.Mistakes, mistake => mistake.Field == "document");
        Assert.InRange(broken.Where.Line, 9, 14);
        Assert.Equal(2, file.Resources.Components.Count);
    }

    [Fact]
    public void A_document_with_a_wrong_type_is_passed_over_and_one_with_an_unknown_field_is_kept()
    {
        Assert.Empty(ResourceFile.Parse("f.yaml", Head + "spec:\n  type: [5]\n").Resources.Components);
        Assert.Single(ResourceFile.Parse("f.yaml", Head + "spec:\n  type: a\n  unknown: 5\n").Resources.Components);
    }

    [Fact]
    public void Other_kinds_and_empty_documents_are_passed_over_in_silence()
    {
        var file = ResourceFile.Parse("f.yaml", "---\n# nothing\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n---\n");

        Assert.Empty(file.Resources.Mistakes);
        Assert.Empty(file.Resources.Components);
    }

    [Fact]
    public void A_misspelled_kind_of_Dapr_is_reported() =>
        AssertMistake("apiVersion: dapr.io/v1alpha1\nkind: Componnent\n", 2, "kind", "is 'Componnent', expected Component");

    [Fact]
    public void Metadata_values_that_are_no_text_are_written_as_JSON_writes_them()
    {
        var file = ResourceFile.Parse("f.yaml", Head + "spec:\n  type: a\n  metadata:\n  - {name: a, value: yes}\n  - {name: b, value: 5}\n  - {name: c, value: \"yes\"}\n  - {name: d, value: {e: [1, x]}}\n");

        Assert.Equal(["true", "5", "yes", "{\"e\":[1,\"x\"]}"], file.Resources.Components[0].Metadata.Select(item => item.Value));
        Assert.Empty(file.Resources.Mistakes);
    }

    private static void AssertMistake(string yaml, int line, string field, string message)
    {
        var mistake = Assert.Single(ResourceFile.Parse("f.yaml", yaml).Resources.Mistakes, mistake => mistake.Field == field);
        Assert.Equal(line, mistake.Where.Line);
        Assert.Equal("f.yaml", mistake.Where.File);
        Assert.Contains(message, mistake.Message, StringComparison.Ordinal);
    }
}
