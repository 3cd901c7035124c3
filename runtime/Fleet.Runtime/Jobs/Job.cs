using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Runtime.Components;
using Fleet.Runtime.Http;
using Fleet.Runtime.Scheduler;

namespace Fleet.Runtime.Jobs;

/// <summary>A job of an app, as it was registered.</summary>
/// <param name="Name">Its name; unique for the app.</param>
/// <param name="Schedule"><c>@every 1h</c>, a cron expression; null: once.</param>
/// <param name="Repeats">Calls in all; null: no end.</param>
/// <param name="DueTime">First call; null: the first time of the schedule.</param>
/// <param name="Ttl">End of the job; null: none.</param>
/// <param name="Data">What the app is given; null: nothing, and then an HTTP app is never called.</param>
/// <param name="FailurePolicy">What happens when the app fails; null: three more tries, a second apart.</param>
internal sealed record Job(string Name, string? Schedule, int? Repeats, string? DueTime, string? Ttl, JsonNode? Data, JsonObject? FailurePolicy)
{
    /// <summary>Key in the scheduler.</summary>
    public static string KeyOf(string space, string appId, string name) => $"job||{space}||{appId}||{name}";

    /// <summary>Name under which the jobs of an app wait for it.</summary>
    public static string TargetOf(string space, string appId) => $"jobs||{space}||{appId}";

    /// <summary>Reads what <see cref="ToItem"/> kept.</summary>
    public static Job Read(ReadOnlyMemory<byte> json) => JsonSerializer.Deserialize<Job>(json.Span, JsonText.Options)!;

    /// <summary>Reads the body of a registration.</summary>
    /// <exception cref="ApiException">A field of the wrong kind.</exception>
    public static Job Parse(string name, JsonObject body)
    {
        var policy = body["failurePolicy"];
        if (policy is not (null or JsonObject))
            throw new ApiException(CommonErrors.Malformed("failurePolicy must be an object"));
        return new Job(name, Text(body, "schedule"), ReadRepeats(body), Text(body, "dueTime"), Text(body, "ttl"), body["data"]?.DeepClone(), policy?.DeepClone() as JsonObject);
    }

    /// <summary>An item for the scheduler.</summary>
    /// <exception cref="FormatException">A time or a schedule that cannot be read.</exception>
    public ScheduledItem ToItem(string space, string appId, DateTimeOffset now)
    {
        Recurrence? repeat = null;
        if (Schedule is not null && !Recurrence.TryParse(Schedule, out repeat))
            throw new FormatException($"schedule '{Schedule}' is neither '@every DURATION' nor a cron expression");
        var due = DueTime is not null ? Point("dueTime", DueTime, now) : repeat!.Next(now) ?? throw new FormatException($"schedule '{Schedule}' never comes");
        if (Ttl is not null && repeat is null)
            throw new FormatException("a ttl needs a schedule");
        var expiry = Ttl is null ? (DateTimeOffset?)null : Point("ttl", Ttl, due);
        var content = JsonSerializer.SerializeToUtf8Bytes(this, JsonText.Options);
        return new ScheduledItem(KeyOf(space, appId, Name), TargetOf(space, appId), content, due, repeat, Repeats, expiry, Failure());
    }

    /// <summary>What reading it answers.</summary>
    public JsonObject Describe()
    {
        var answer = new JsonObject { ["name"] = Name };
        Add("schedule", Schedule);
        if (Repeats is { } repeats)
            answer["repeats"] = repeats;
        Add("dueTime", DueTime);
        Add("ttl", Ttl);
        var isTyped = Data is JsonObject typed && typed.ContainsKey("@type");
        answer["data"] = isTyped ? Data!.DeepClone() : new JsonObject { ["@type"] = "type.googleapis.com/google.protobuf.Value", ["value"] = Data?.DeepClone() };
        answer["failurePolicy"] = FailurePolicy?.DeepClone()
            ?? new JsonObject { ["constant"] = new JsonObject { ["interval"] = "1s", ["maxRetries"] = 3 } };
        return answer;

        void Add(string field, string? text)
        {
            if (text is not null)
                answer[field] = text;
        }
    }

    private static string? Text(JsonObject body, string name) => body[name] switch
    {
        null => null,
        var value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>() is { Length: > 0 } text ? text : null,
        _ => throw new ApiException(CommonErrors.Malformed($"{name} must be a text")),
    };

    private static int? ReadRepeats(JsonObject body)
    {
        if (body["repeats"] is not { } value)
            return null;
        return int.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var repeats)
            ? repeats > 0 ? repeats : null
            : throw new ApiException(CommonErrors.Malformed("repeats must be a whole number"));
    }

    private static DateTimeOffset Point(string field, string text, DateTimeOffset start) =>
        PointInTime.TryParse(text, start, out var point) ? point : throw new FormatException($"{field} '{text}' is neither a duration nor an RFC 3339 time");

    private FailurePolicy Failure()
    {
        if (FailurePolicy is null)
            return Scheduler.FailurePolicy.Default;
        if (FailurePolicy.ContainsKey("drop"))
            return Scheduler.FailurePolicy.Drop;
        var constant = FailurePolicy["constant"] as JsonObject;
        var interval = TimeSpan.Zero;
        if (constant?["interval"] is { } text && !GoDuration.TryParse(text.ToString(), out interval))
            throw new FormatException($"interval '{text}' is no duration");
        return new FailurePolicy(interval, constant?["maxRetries"] is JsonValue retries && retries.TryGetValue<int>(out var number) ? number : null);
    }
}
