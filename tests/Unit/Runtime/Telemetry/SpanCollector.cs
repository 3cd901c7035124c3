using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Tests.Unit.Runtime.Telemetry;

/// <summary>A span that came to a collector.</summary>
public sealed record CollectedSpan(string Service, string Name, string Trace, string Id, string Parent)
{
    /// <summary><c>db.system</c>, as Zipkin has it; empty: it has none.</summary>
    public string Database { get; init; } = "";
}

/// <summary>What an OpenTelemetry collector and Zipkin take over HTTP, as far as tests look at it.</summary>
public sealed class SpanCollector : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<CollectedSpan> spans = new();

    private SpanCollector(WebApplication app) => this.app = app;

    /// <summary>Host and port.</summary>
    public string Address => new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Authority;

    /// <summary>What came.</summary>
    public IReadOnlyCollection<CollectedSpan> Spans => spans;

    /// <summary>Headers of the last request.</summary>
    public IHeaderDictionary Headers { get; private set; } = new HeaderDictionary();

    public static async Task<SpanCollector> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var collector = new SpanCollector(builder.Build());
        collector.app.Run(collector.TakeAsync);
        await collector.app.StartAsync(TestContext.Current.CancellationToken);
        return collector;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        Headers = new HeaderDictionary(http.Request.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase));
        if (http.Request.Path == "/v1/traces")
            Resources(body.ToArray());
        else
            Zipkin(JsonNode.Parse(body.ToArray())!.AsArray());
    }

    private void Zipkin(JsonArray json)
    {
        foreach (var span in json)
        {
            var parent = span!["parentId"]?.ToString() ?? "";
            spans.Enqueue(new CollectedSpan(span["localEndpoint"]!["serviceName"]!.ToString(), span["name"]!.ToString(), span["traceId"]!.ToString(), span["id"]!.ToString(), parent)
            {
                Database = span["tags"]?["db.system"]?.ToString() ?? "",
            });
        }
    }

    // ExportTraceServiceRequest: the numbers are those of OpenTelemetry's .proto files.
    private void Resources(byte[] request)
    {
        foreach (var (_, resource) in Fields(request))
        {
            var service = "";
            foreach (var (number, part) in Fields(resource))
            {
                if (number == 1)
                    service = Text(Fields(Fields(Fields(part)[0].Bytes).Single(field => field.Number == 2).Bytes)[0].Bytes);
                else if (number == 2)
                    Scope(service, part);
            }
        }
    }

    private void Scope(string service, byte[] scope)
    {
        foreach (var (_, span) in Fields(scope).Where(field => field.Number == 2))
        {
            var fields = Fields(span);
            byte[] Of(int number) => fields.FirstOrDefault(field => field.Number == number).Bytes ?? [];
            spans.Enqueue(new CollectedSpan(service, Text(Of(5)), Convert.ToHexStringLower(Of(1)), Convert.ToHexStringLower(Of(2)), Convert.ToHexStringLower(Of(4))));
        }
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private static List<(int Number, byte[] Bytes)> Fields(byte[] message)
    {
        var (fields, at) = (new List<(int, byte[])>(), 0);
        while (at < message.Length)
        {
            var tag = Varint(message, ref at);
            var length = (tag & 7) switch { 1 => 8, 5 => 4, 2 => (int)Varint(message, ref at), _ => 0 };
            if ((tag & 7) == 0)
                Varint(message, ref at);
            fields.Add(((int)(tag >> 3), message[at..(at + length)]));
            at += length;
        }

        return fields;
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        var (value, shift) = (0ul, 0);
        byte part;
        do
        {
            part = message[at++];
            value |= (ulong)(part & 0x7f) << shift;
            shift += 7;
        }
        while (part >= 0x80);
        return value;
    }
}
