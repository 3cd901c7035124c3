using System.Text;
using Fleet.Runtime.Http;

namespace Fleet.Tests.Unit.Runtime.Fuzz;

/// <summary>
/// Whatever is sent to an endpoint, it answers, with an error code when it fails, and the sidecar goes on. The endpoints are
/// those of the route registry.
/// </summary>
public sealed class ApiFuzzTests
{
    private const string Shutdown = "/v1.0/shutdown";

    private readonly FuzzRun run = new();

    [Fact]
    public async Task Each_field_of_each_body_may_have_the_wrong_kind()
    {
        await using var sidecar = await FuzzedSidecar.StartAsync(run, OrdinaryApp.Answer);
        await ActivateAsync(sidecar);
        foreach (var route in Routes(sidecar).Where(TakesBody))
        {
            foreach (var slot in ApiSamples.BodiesOf(route).SelectMany(JsonMutation.Slots))
            {
                foreach (var kind in Hostile.Kinds)
                    await sidecar.CheckAsync(RawHttp.Request(Verb(route), Path(route), ["Content-Type: application/json"], slot.With(kind)), $"{route} with {slot.Path} as {kind}");
            }
        }

        await sidecar.IsStillWellAsync("fields of wrong kinds");
    }

    [Fact]
    public async Task Every_endpoint_bears_hostile_calls()
    {
        await using var sidecar = await FuzzedSidecar.StartAsync(run, OrdinaryApp.Answer);
        await ActivateAsync(sidecar);
        var routes = Routes(sidecar);
        for (var calls = 0; run.GoesOn; calls++)
        {
            var route = run.Any(routes);
            await sidecar.CheckAsync(RawHttp.Request(AnyVerb(route), HostilePath(route), HostileHeaders(), HostileBody(route)), $"{route}, call {calls}");
            if (calls % 500 == 499)
                await sidecar.IsStillWellAsync($"call {calls} of {route}");
        }

        await sidecar.IsStillWellAsync("hostile calls");
    }

    [Fact]
    public async Task Bodies_that_are_too_large_or_huge_in_number_are_taken_or_refused()
    {
        await using var sidecar = await FuzzedSidecar.StartAsync(run, OrdinaryApp.Answer);
        await ActivateAsync(sidecar);
        byte[][] bodies =
        [
            new byte[300 * 1024],
            Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("1", 100_000))}]"),
            Encoding.UTF8.GetBytes($"{{\"keys\":[{string.Join(',', Enumerable.Range(0, 20_000).Select(key => $"\"{key}\""))}]}}"),
            Encoding.UTF8.GetBytes($"{{{string.Join(',', Enumerable.Range(0, 10_000).Select(key => $"\"{key}\":1"))}}}"),
            Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(0, 3000).Select(key => $"{{\"key\":\"{key}\",\"entryId\":\"{key}\",\"event\":1}}"))}]"),
            Encoding.UTF8.GetBytes(Hostile.Nested(100_000)),
            Encoding.UTF8.GetBytes($"\"{new string('x', 200_000)}\""),
            Encoding.UTF8.GetBytes(new string('9', 200_000)),
        ];
        foreach (var route in Routes(sidecar).Where(TakesBody))
        {
            foreach (var body in bodies)
                await sidecar.CheckAsync(RawHttp.Request(Verb(route), Path(route), ["Content-Type: application/json"], body), $"{route} with {body.Length} bytes");
        }

        var huge = Enumerable.Repeat("X-Huge: " + new string('h', 7000), 20);
        var refused = await sidecar.CheckAsync(RawHttp.Request("GET", "/v1.0/metadata", huge, []), "huge headers");
        Assert.Equal(431, refused.Status);
        await sidecar.CheckAsync(RawHttp.Request("GET", "/v1.0/state/sqlite/" + new string('k', 20_000), [], []), "a long path");
        await sidecar.IsStillWellAsync("large bodies");
    }

    [Fact]
    public async Task Requests_that_break_off_or_are_no_HTTP_harm_nobody()
    {
        await using var sidecar = await FuzzedSidecar.StartAsync(run, OrdinaryApp.Answer);
        await ActivateAsync(sidecar);
        foreach (var route in Routes(sidecar))
        {
            var whole = RawHttp.Request(Verb(route), Path(route), ["Content-Type: application/json"], Encoding.UTF8.GetBytes(ApiSamples.BodiesOf(route)[0]));
            for (var cut = 1; cut <= 3; cut++)
                await sidecar.CheckAsync(whole[..run.Chance.Next(1, whole.Length)], $"{route} breaks off", ends: true);
            await sidecar.CheckAsync(whole[..^1], $"{route} lacks a byte", ends: true);
            var head = $"{Verb(route)} {Path(route)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
            foreach (var chunks in (string[])["zz\r\n{}\r\n0\r\n\r\n", "-1\r\n", "ffffffffffffffffff\r\n{}", "2\r\n{}", "2\r\n{}x\r\n0\r\n\r\n", "2;a=b\r\n[]\r\n0\r\nx-injected: yes\r\n\r\n", "1\r\n[", ""])
                await sidecar.CheckAsync(Encoding.Latin1.GetBytes(head + chunks), $"{route} with chunks", ends: true);
        }

        foreach (var noise in (string[])["\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\u0016\u0003\u0001\0\u00a5\u0001", "GET http://[::1 HTTP/1.1\r\n\r\n", "* * *\r\n\r\n", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n"])
            await sidecar.CheckAsync(Encoding.Latin1.GetBytes(noise), "noise", ends: true);
        await sidecar.IsStillWellAsync("broken requests");
    }

    private static async Task ActivateAsync(FuzzedSidecar sidecar) =>
        Assert.Equal(200, (await sidecar.CheckAsync(RawHttp.Request("POST", "/v1.0/actors/Robot/1/method/wake", [], []), "the actor wakes")).Status);

    // The end of the sidecar is what shutdown is for.
    private static List<RouteTemplate> Routes(FuzzedSidecar sidecar) =>
        [.. sidecar.Runtime.Api.Routes.Where(route => route.Template != Shutdown), new RouteTemplate("*", "/{rest}"), new RouteTemplate("*", "/v1.0/{rest}")];

    private static bool TakesBody(RouteTemplate route) => route.Method is "POST" or "*" || ApiSamples.Knows(route);

    private static string Verb(RouteTemplate route) => route.Method == "*" ? "POST" : route.Method;

    private string Path(RouteTemplate route) => ApiSamples.Path(run, route, () => null);

    private string AnyVerb(RouteTemplate route) => run.Once(20) ? run.Any((string[])["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "BREW", "get"]) : Verb(route);

    private string HostilePath(RouteTemplate route) => ApiSamples.Path(run, route, () => run.Once(4) ? HostileSegment() : null) + (run.Once(2) ? run.Any(Hostile.Queries) : "");

    private string HostileSegment()
    {
        var text = run.Any(Hostile.Texts);
        if (text.Length > 6000)
            text = text[..6000];
        return run.Chance.Next(4) switch
        {
            0 => "%FF%fe%" + text.Length,
            1 => Uri.EscapeDataString(Uri.EscapeDataString(text)),
            _ => Uri.EscapeDataString(text),
        };
    }

    private List<string> HostileHeaders() => [.. Enumerable.Range(0, run.Chance.Next(3)).Select(_ => run.Any(Hostile.Headers)).Distinct()];

    private byte[] HostileBody(RouteTemplate route)
    {
        var slots = JsonMutation.Slots(run.Any(ApiSamples.BodiesOf(route)));
        var value = run.Once(2) ? run.Any(Hostile.Values) : System.Text.Json.JsonSerializer.Serialize(run.Any(Hostile.Texts));
        var body = run.Any(slots).With(value);
        return run.Once(3) ? Hostile.Wounded(run, body) : body;
    }
}
