#nullable enable
using System.Buffers;
using System.Text.Json;

namespace Dapr.Actors.Runtime;

/// <summary>The bodies by which reminders and timers are registered, and in which the sidecar tells that one fires.</summary>
internal static class ScheduleJson
{
    public static ReadOnlyMemory<byte> Write(ActorReminder reminder) => Write(writer =>
    {
        writer.WriteString("dueTime", DaprDuration.Format(reminder.DueTime));
        writer.WriteString("period", DaprDuration.FormatPeriod(reminder.Period, reminder.Repetitions));
        writer.WriteBase64String("data", reminder.State);
        WriteTtl(writer, reminder.Ttl);
    });

    public static ReadOnlyMemory<byte> Write(ActorTimer timer) => Write(writer =>
    {
        writer.WriteString("dueTime", DaprDuration.Format(timer.DueTime));
        if (timer.Period >= TimeSpan.Zero)
        {
            writer.WriteString("period", DaprDuration.Format(timer.Period));
        }

        if (timer.Data is not null)
        {
            writer.WriteBase64String("data", timer.Data);
        }

        if (timer.TimerCallback is not null)
        {
            writer.WriteString("callback", timer.TimerCallback);
        }

        WriteTtl(writer, timer.Ttl);
    });

    /// <summary>Reads a firing or an answer; null if the sidecar knows of no such reminder.</summary>
    public static ScheduleBody? Read(ReadOnlySpan<byte> utf8)
    {
        var body = utf8.IsEmpty ? null : JsonSerializer.Deserialize<ScheduleBody>(utf8, JsonSerializerOptions.Web);
        return body is null || (body.DueTime is null && body.Period is null && body.Data is null && body.Ttl is null) ? null : body;
    }

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> properties)
    {
        var body = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(body);
        writer.WriteStartObject();
        properties(writer);
        writer.WriteEndObject();
        writer.Flush();
        return body.WrittenMemory;
    }

    private static void WriteTtl(Utf8JsonWriter writer, TimeSpan? ttl)
    {
        if (ttl is { } value)
        {
            writer.WriteString("ttl", DaprDuration.Format(value));
        }
    }
}

/// <summary>A reminder or timer as the sidecar tells it; the data, written here, are Base64.</summary>
internal sealed record ScheduleBody(string? DueTime, string? Period, byte[]? Data, string? Callback, string? Ttl)
{
    public TimeSpan DueTimeSpan => DaprDuration.Parse(DueTime).Period;

    public TimeSpan PeriodSpan => DaprDuration.Parse(Period).Period;
}
