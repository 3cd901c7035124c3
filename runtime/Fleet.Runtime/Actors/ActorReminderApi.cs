using System.Text.Json.Nodes;
using Fleet.Runtime.Http;

namespace Fleet.Runtime.Actors;

/// <summary>Reminders: kept by the scheduler until their last call is done.</summary>
internal static class ActorReminderApi
{
    public static async Task CreateAsync(ApiCall call)
    {
        var (block, actor, _) = Open(call);
        var body = await ScheduleBody.ReadAsync(call);
        var name = ActorsApi.Name(call, "reminder name", "name");
        RequireHosted(block, actor);
        var reminder = new Reminder(actor, name, body.DueTime, body.Period, body.Data, block.HasClassicReminders);
        try
        {
            var item = reminder.Schedule(call.Sidecar.Options.Namespace, body.Ttl, call.Sidecar.Runtime.Shared.Time.GetUtcNow());
            if (!await block.Scheduler.AddAsync(item, body.Overwrite))
                throw new ApiException(ActorErrors.ReminderExists(name));
            call.Sidecar.Metrics.Actors.Reminders(actor.Type, 1);
        }
        catch (FormatException wrong)
        {
            throw new ApiException(ActorErrors.ReminderCreate(wrong.Message), wrong);
        }

        await call.NoContentAsync();
    }

    public static async Task GetAsync(ApiCall call)
    {
        var (block, actor, name) = Open(call);
        RequireHosted(block, actor);
        var item = await block.Scheduler.FindAsync(Reminder.KeyOf(call.Sidecar.Options.Namespace, actor, name));
        JsonNode? answer = item is not null ? Reminder.Read(item.Content).Describe(item) : block.HasClassicReminders ? null : new JsonObject();
        await call.JsonAsync(answer);
    }

    public static async Task DeleteAsync(ApiCall call)
    {
        var (block, actor, name) = Open(call);
        RequireHosted(block, actor);
        await block.Scheduler.DeleteAsync(Reminder.KeyOf(call.Sidecar.Options.Namespace, actor, name));
        call.Sidecar.Metrics.Actors.Reminders(actor.Type, -1);
        await call.NoContentAsync();
    }

    private static (ActorsBlock Block, ActorKey Actor, string Name) Open(ApiCall call) =>
        (call.Sidecar.Block<ActorsBlock>(), ActorsApi.Actor(call), call.Path("name"));

    private static void RequireHosted(ActorsBlock block, ActorKey actor)
    {
        if (block.Host?.Config.Types.ContainsKey(actor.Type) != true)
            throw new ApiException(ActorErrors.ReminderNotHosted(actor.Type));
    }
}
