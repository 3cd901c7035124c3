using Fleet.Cli;
using Fleet.Cli.RunFiles;
using Fleet.Cli.Running;
using YamlDotNet.RepresentationModel;

namespace Fleet.Tests.Unit.Cli;

public sealed class SingleAppTests
{
    [Fact]
    public void Arguments_are_read_as_the_fields_of_a_run_file_are()
    {
        var app = Assert.Single(Describe([("appID", "a"), ("appPort", "81"), ("maxBodySize", "1Mi"), ("enableAppHealthCheck", "true")], "node", "app.js").Apps);
        Assert.Equal(("a", 81, 1 << 20), (app.AppId, app.Ports.App, app.MaxBodyBytes));
        Assert.Equal(["node", "app.js"], app.Command);
        Assert.Equal(Environment.CurrentDirectory, app.Directory);
        Assert.NotNull(app.Health);
    }

    [Fact]
    public void A_mistake_is_named_as_the_person_gave_it()
    {
        var failure = Assert.Throws<CommandFailedException>(() => Describe([("appID", "a"), ("appPort", "81"), ("daprHTTPPort", "81"), ("logLevel", "loud")]));
        Assert.Contains("--daprHTTPPort: port 81 is appPort already", failure.Message, StringComparison.Ordinal);
        Assert.Contains("--logLevel: 'loud' is not one of debug", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("appProtocol", "grpc", "--appProtocol: 'grpc' is not one of http, https, h2c: the embedded runtime speaks HTTP only")]
    [InlineData("appProtocol", "GRPCS", "--appProtocol: 'GRPCS' is not one of")]
    [InlineData("appID", "a.b", "--appID: 'a.b' cannot contain dots")]
    public void What_the_runtime_cannot_be_is_refused(string field, string value, string message)
    {
        var failure = Assert.Throws<CommandFailedException>(() => Describe([(field, value)]));
        Assert.StartsWith(message, failure.Message, StringComparison.Ordinal);
    }

    private static RunFile Describe((string Field, string Value)[] fields, params string[] command) => SingleApp.Describe(
        fields.ToDictionary(field => field.Field, field => (YamlNode)new YamlScalarNode(field.Value), StringComparer.Ordinal), command, field => "--" + field);
}
