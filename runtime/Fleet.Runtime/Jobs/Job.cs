using System.Text.Json;
using System.Text.Json.Nodes;
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
    public static Job Parse(string name, JsonObject body) => new(
        name,
        Text(body, "schedule"),
        JobFields.Whole(body, "repeats"),
        Text(body, "dueTime") ?? Text(body, "due_time"),
        Text(body, "ttl"),
        body["data"]?.DeepClone(),
        JobFailurePolicy.Parse(body["failurePolicy"] ?? body["failure_policy"]));

    /// <summary>Whether a job of that name gives way.</summary>
    /// <exception cref="ApiException">The field is no flag.</exception>
    public static bool ReadOverwrite(JsonObject body) => body["overwrite"] switch
    {
        null => false,
        JsonValue flag when flag.TryGetValue<bool>(out var on) => on,
        _ => throw new ApiException(CommonErrors.Malformed("overwrite must be true or false")),
    };

    /// <summary>An item for the scheduler.</summary>
    /// <exception cref="FormatException">A time or a schedule that cannot be read.</exception>
    public ScheduledItem ToItem(string space, string appId, DateTimeOffset now)
    {
        Recurrence? repeat = null;
        // An ISO 8601 duration is a recurrence of reminders only.
        if (Schedule is not null && (Schedule.StartsWith('P') || !Recurrence.TryParse(Schedule, out repeat)))
            throw new FormatException($"schedule '{Schedule}' is neither '@every DURATION' nor a cron expression");
        var due = DueTime is not null ? Point("dueTime", DueTime, now) : repeat!.Next(now) ?? throw new FormatException($"schedule '{Schedule}' never comes");
        if (repeat is null && (Ttl is not null || Repeats > 1))
            throw new FormatException("a ttl, or repeats, need a schedule");
        if (Repeats == 0)
            throw new FormatException("repeats must be greater than 0");
        var expiry = Ttl is null ? (DateTimeOffset?)null : Point("ttl", Ttl, DueTime is null ? now : due);
        if (DueTime is not null && expiry < due)
            throw new FormatException($"with ttl '{Ttl}' it would have expired before its first call");
        var content = JsonSerializer.SerializeToUtf8Bytes(this, JsonText.Options);
        return new ScheduledItem(KeyOf(space, appId, Name), TargetOf(space, appId), content, due, repeat, Repeats, expiry, JobFailurePolicy.Read(FailurePolicy));
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

    private static DateTimeOffset Point(string field, string text, DateTimeOffset start) =>
        PointInTime.TryParse(text, start, out var point) ? point : throw new FormatException($"{field} '{text}' is neither a duration nor an RFC 3339 time");
}
