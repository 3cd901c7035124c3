using System.Text.Json.Nodes;
using Fleet.Runtime.Http;

namespace Fleet.Runtime.Actors;

/// <summary>Timers: kept beside the actor, gone with it.</summary>
internal static class ActorTimerApi
{
    public static async Task CreateAsync(ApiCall call)
    {
        var actor = ActorsApi.Actor(call);
        var body = await ScheduleBody.ReadAsync(call);
        var name = ActorsApi.Name(call, "timer name", "name");
        var timers = call.Sidecar.Block<ActorsBlock>().Host?.Timers
            ?? throw new ApiException(ActorErrors.TimerCreate("this app hosts no actors"));
        try
        {
            var timing = Timing.Read(body.DueTime, body.Period, body.Ttl, call.Sidecar.Runtime.Shared.Time.GetUtcNow(), TimingRules.Timer);
            timers.Set(new ActorTimer(actor, name, timing, Told(body)));
        }
        catch (FormatException wrong)
        {
            throw new ApiException(ActorErrors.TimerCreate(wrong.Message), wrong);
        }

        await call.NoContentAsync();
    }

    public static Task DeleteAsync(ApiCall call)
    {
        call.Sidecar.Block<ActorsBlock>().Host?.Timers.Remove(ActorsApi.Actor(call), call.Path("name"));
        return call.NoContentAsync();
    }

    private static JsonObject Told(ScheduleBody body)
    {
        var told = new JsonObject { ["callback"] = body.Callback, ["dueTime"] = body.DueTime, ["period"] = body.Period };
        if (body.Data is not null)
            told["data"] = body.Data.DeepClone();
        return told;
    }
}
