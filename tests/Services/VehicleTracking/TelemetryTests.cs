using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using Fleet.Runtime.Faults;

namespace Fleet.Tests.Services.VehicleTracking;

/// <summary>What the MQTT bindings post, and which answer acknowledges it.</summary>
public sealed class TelemetryTests
{
    private const string Fix = """{"vehicle":"van-1","instant":"2026-05-01T11:59:00Z","latitude":52.1,"longitude":5.1,"speedKmh":80}""";
    private const string Nameless = """{"instant":"2026-05-01T11:58:00Z","latitude":52.1,"longitude":5.1}""";

    [Fact]
    public async Task A_position_that_comes_twice_is_acknowledged_twice_and_there_once()
    {
        await using var tracking = await Tracking.StartAsync();

        Assert.Equal(HttpStatusCode.OK, await Deliver(tracking, "position-telemetry", Fix));
        Assert.Equal(HttpStatusCode.OK, await Deliver(tracking, "position-telemetry", $"[{Fix}]"));

        Assert.Equal((1, 1), (await tracking.Stat("positionsAccepted"), await tracking.Stat("positionsDuplicate")));
    }

    [Fact]
    public async Task A_message_is_about_whom_it_names_and_else_about_whom_its_topic_names()
    {
        await using var tracking = await Tracking.StartAsync();

        await Deliver(tracking, "position-telemetry", $"[{Nameless},{Fix}]", "fleet/van-2/position");
        await Deliver(tracking, "position-telemetry", Fix.Replace("\"van-1\"", "null", StringComparison.Ordinal), "fleet/van-3/position");
        await Deliver(tracking, "passage-telemetry", """{"plate":"AB-12-CD","instant":"2026-05-01T11:59:00Z"}""", "fleet/cameras/r7n-1/passage");

        Assert.Equal((3, 1), (await tracking.Stat("positionsAccepted"), await tracking.Stat("passagesAccepted")));
        foreach (var vehicle in new[] { "van-1", "van-2", "van-3", "ab12cd" }) await tracking.Get("/v1/vehicles/" + vehicle);
    }

    [Theory]
    [InlineData("position-telemetry", "{not JSON", "malformed_json")]
    [InlineData("position-telemetry", "", "malformed_json")]
    [InlineData("position-telemetry", "[]", "empty_batch")]
    [InlineData("position-telemetry", Nameless, "required")]
    [InlineData("position-telemetry", "[1,{\"vehicle\":\"v\",\"instant\":7}]", "wrong_type")]
    [InlineData("passage-telemetry", """{"camera":"nowhere","plate":"AB12CD","instant":"2026-05-01T11:59:00Z"}""", "unknown_camera")]
    [InlineData("passage-telemetry", """{"camera":"r7n-1","plate":"AB12CD","instant":"2020-05-01T11:59:00Z"}""", "instant_too_old")]
    public async Task A_message_that_is_bad_for_ever_is_acknowledged_and_counted(string component, string body, string code)
    {
        await using var tracking = await Tracking.StartAsync();
        var refused = new ConcurrentQueue<(string Component, string Code)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, me) =>
        {
            if (instrument.Name == "fleet.telemetry.refused") me.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => refused.Enqueue(((string)tags[0].Value!, (string)tags[1].Value!)));
        listener.Start();

        Assert.Equal(HttpStatusCode.OK, await Deliver(tracking, component, body));

        Assert.Contains((component, code), refused);
        Assert.Equal((0, 0), (await tracking.Stat("positionsAccepted"), await tracking.Stat("passagesAccepted")));
    }

    [Fact]
    public async Task Good_items_beside_a_bad_one_are_taken()
    {
        await using var tracking = await Tracking.StartAsync();

        Assert.Equal(HttpStatusCode.OK, await Deliver(tracking, "position-telemetry", $"[{Nameless},{Fix}]"));

        Assert.Equal(1, await tracking.Stat("positionsAccepted"));
    }

    [Theory]
    [InlineData("position-telemetry", Fix)]
    [InlineData("passage-telemetry", """{"camera":"r7n-1","plate":"AB12CD","instant":"2026-05-01T11:59:00Z"}""")]
    public async Task What_cannot_be_stored_now_is_not_acknowledged_and_taken_when_it_comes_again(string component, string body)
    {
        await using var tracking = await Tracking.StartAsync();
        tracking.Faults.Add(new FaultRule { Kind = FaultKind.Error, Operation = "api", Path = "/v1.0/actors/*/state" });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Deliver(tracking, component, body));
        Assert.True(tracking.Faults.Rules[0].Acted > 0);

        tracking.Faults.Clear();

        Assert.Equal(HttpStatusCode.OK, await Deliver(tracking, component, body));
        Assert.Equal(1, await tracking.Stat("positionsAccepted") + await tracking.Stat("passagesAccepted"));
    }

    [Fact]
    public async Task A_sidecar_that_asks_hears_that_the_bindings_are_wanted()
    {
        await using var tracking = await Tracking.StartAsync();
        using var probe = new HttpRequestMessage(HttpMethod.Options, "/position-telemetry");

        using var answer = await tracking.Client.SendAsync(probe);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    private static async Task<HttpStatusCode> Deliver(Tracking tracking, string component, string body, string? topic = null)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/" + component) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (topic is not null) message.Headers.Add("topic", topic);
        using var answer = await tracking.Client.SendAsync(message);
        return answer.StatusCode;
    }
}
