using System.Net;
using System.Text;
using Dapr.Client;

namespace Fleet.Tests.Unit.DaprSdk;

public sealed class ComponentTests
{
    private readonly ScriptedSidecar sidecar = new();

    private DaprClient Client => Clients.For(sidecar);

    [Fact]
    public async Task A_binding_gets_operation_data_and_metadata()
    {
        sidecar.Answer(HttpStatusCode.NoContent);

        await Client.InvokeBindingAsync("mail", "create", "text", new Dictionary<string, string> { ["emailTo"] = "a@b.example" });

        Assert.Equal("POST /v1.0/bindings/mail", sidecar.Call.Line);
        Assert.Equal("""{"operation":"create","data":"text","metadata":{"emailTo":"a@b.example"}}""", sidecar.Call.Body);
    }

    [Fact]
    public async Task A_binding_answers_with_data_and_metadata()
    {
        sidecar.Answer(HttpStatusCode.OK, "[1,2]", ("metadata.statusCode", "200"));
        var request = new BindingRequest("web", "get") { Data = Encoding.UTF8.GetBytes("no json") };

        var response = await Client.InvokeBindingAsync(request);

        Assert.Equal("no json", sidecar.Call.Json.GetProperty("data").GetString());
        Assert.Equal("[1,2]", Encoding.UTF8.GetString(response.Data.Span));
        Assert.Equal("200", response.Metadata["statusCode"]);
    }

    [Fact]
    public async Task A_secret_is_its_fields()
    {
        sidecar.Answer(HttpStatusCode.OK, """{"user":"u","password":"p"}""");

        var secret = await Client.GetSecretAsync("secrets", "db/main");

        Assert.Equal("GET /v1.0/secrets/secrets/db%2Fmain", sidecar.Call.Line);
        Assert.Equal("p", secret["password"]);
    }

    [Fact]
    public async Task All_secrets_are_read_at_once()
    {
        sidecar.Answer(HttpStatusCode.OK, """{"db":{"user":"u"},"smtp":{"user":"v"}}""");

        var secrets = await Client.GetBulkSecretAsync("secrets");

        Assert.Equal("GET /v1.0/secrets/secrets/bulk", sidecar.Call.Line);
        Assert.Equal("v", secrets["smtp"]["user"]);
    }

    [Fact]
    public async Task Configuration_is_read_by_keys()
    {
        sidecar.Answer(HttpStatusCode.OK, """{"a":{"value":"1","version":"x","metadata":{"m":"n"}}}""");

        var response = await Client.GetConfiguration("config", ["a", "b"]);

        Assert.Equal("GET /v1.0/configuration/config?key=a&key=b", sidecar.Call.Line);
        var item = Assert.Single(response.Items);
        Assert.Equal(("a", "1", "x", "n"), (item.Key, item.Value.Value, item.Value.Version, item.Value.Metadata["m"]));
    }

    [Fact]
    public async Task Metadata_tell_components_and_actors()
    {
        sidecar.Answer(HttpStatusCode.OK, """
            {"id":"app","actorRuntime":{"activeActors":[{"type":"T","count":2}]},"extended":{"k":"v"},
             "components":[{"name":"store","type":"state.sqlite","version":"v1","capabilities":["ETAG"]}]}
            """);

        var metadata = await Client.GetMetadataAsync();

        Assert.Equal(("app", "v"), (metadata.Id, metadata.Extended["k"]));
        Assert.Equal(("T", 2), (metadata.Actors[0].Type, metadata.Actors[0].Count));
        Assert.Equal(["ETAG"], metadata.Components[0].Capabilities);
    }

    [Fact]
    public async Task An_unreachable_sidecar_is_not_healthy() => Assert.False(await Client.CheckHealthAsync());

    [Fact]
    public async Task Waiting_for_the_sidecar_ends_when_it_serves()
    {
        sidecar.Answer(HttpStatusCode.InternalServerError).Answer(HttpStatusCode.NoContent);

        await Clients.For(sidecar, new ImpatientTime()).WaitForSidecarAsync();

        Assert.Equal(["GET /v1.0/healthz/outbound", "GET /v1.0/healthz/outbound"], sidecar.Calls.Select(call => call.Line));
    }

    /// <summary>Every delay is over at once.</summary>
    private sealed class ImpatientTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
