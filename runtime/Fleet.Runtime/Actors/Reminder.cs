using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Runtime.Http;
using Fleet.Runtime.Scheduler;

namespace Fleet.Runtime.Actors;

/// <summary>A reminder, as the scheduler keeps it.</summary>
/// <param name="Actor">Whom it reminds.</param>
/// <param name="Name">Its name; unique for the actor.</param>
/// <param name="DueTime">As registered.</param>
/// <param name="Period">As registered.</param>
/// <param name="Data">As registered; null: none.</param>
/// <param name="IsClassic">Registered with the feature <c>SchedulerReminders</c> off: told and retried as of old.</param>
internal sealed record Reminder(ActorKey Actor, string Name, string DueTime, string Period, JsonNode? Data, bool IsClassic)
{
    /// <summary>Name under which the reminders of a type wait for its hosts.</summary>
    public static string TargetOf(string space, string type) => $"actors||{space}||{type}";

    /// <summary>Key in the scheduler.</summary>
    public static string KeyOf(string space, ActorKey actor, string name) => $"reminder||{space}||{actor.Type}||{actor.Id}||{name}";

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    public static Reminder Read(ReadOnlyMemory<byte> json) => JsonSerializer.Deserialize<Reminder>(json.Span, JsonText.Options)!;

    /// <summary>As the scheduler keeps it.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, JsonText.Options);

    /// <summary>An item for the scheduler.</summary>
    /// <exception cref="FormatException">A time that a reminder does not take.</exception>
    public ScheduledItem Schedule(string space, string ttl, DateTimeOffset now)
    {
        var timing = Timing.Read(DueTime, Period, ttl, now, IsClassic ? TimingRules.Classic : TimingRules.Scheduled);
        return new ScheduledItem(
            KeyOf(space, Actor, Name),
            TargetOf(space, Actor.Type),
            ToBytes(),
            timing.Due,
            timing.Repeat,
            timing.CallsLeft,
            timing.ExpiresAt,
            IsClassic ? FailurePolicy.Drop : FailurePolicy.Default);
    }

    /// <summary>The call of the actor.</summary>
    public ActorMessage Call()
    {
        var body = new JsonObject { ["dueTime"] = IsClassic ? DueTime : "", ["period"] = IsClassic ? Period : "" };
        if (Data is not null)
            body["data"] = Data.DeepClone();
        return new ActorMessage("remind/" + PathText.Escape(Name), JsonText.Bytes(body));
    }

    /// <summary>What reading it answers.</summary>
    public JsonObject Describe(ScheduledItem item)
    {
        var answer = new JsonObject();
        if (!IsClassic)
            (answer["actorID"], answer["actorType"]) = (Actor.Id, Actor.Type);
        if (DueTime.Length > 0)
            answer["dueTime"] = DueTime;
        var period = IsClassic ? Period : item.Repeat?.Text ?? "";
        if (period.Length > 0)
            answer["period"] = period;
        if (Data is not null)
            answer["data"] = Data.DeepClone();
        return answer;
    }
}
