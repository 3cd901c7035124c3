using Fleet.Runtime.Http;

namespace Fleet.Runtime.Actors;

/// <summary>The paths of the actors API.</summary>
internal static class ActorsApi
{
    public static void Map(ApiRoutes routes) => routes
        .Map("GET,POST,PUT,DELETE", "/v1.0/actors/{type}/{id}/method/{method}", ActorMethodApi.InvokeAsync)
        .Map("GET", "/v1.0/actors/{type}/{id}/state/{key}", ActorStateApi.GetAsync)
        .Map("POST,PUT", "/v1.0/actors/{type}/{id}/state", ActorStateApi.TransactAsync)
        .Map("POST,PUT", "/v1.0/actors/{type}/{id}/reminders/{name}", ActorReminderApi.CreateAsync)
        .Map("GET", "/v1.0/actors/{type}/{id}/reminders/{name}", ActorReminderApi.GetAsync)
        .Map("DELETE", "/v1.0/actors/{type}/{id}/reminders/{name}", ActorReminderApi.DeleteAsync)
        .Map("POST,PUT", "/v1.0/actors/{type}/{id}/timers/{name}", ActorTimerApi.CreateAsync)
        .Map("DELETE", "/v1.0/actors/{type}/{id}/timers/{name}", ActorTimerApi.DeleteAsync);

    /// <summary>A part of the path that becomes part of a path of the app.</summary>
    /// <exception cref="ApiException">It is no name.</exception>
    public static string Name(ApiCall call, string what, string part)
    {
        var name = call.Path(part);
        return ActorNames.IsName(name) ? name : throw new ApiException(ActorErrors.BadName(what, name));
    }

    /// <summary>The actor that a path names.</summary>
    /// <exception cref="ApiException">A type or an id that is no name, or a sidecar without actors.</exception>
    public static ActorKey Actor(ApiCall call)
    {
        if (!call.Sidecar.Options.HasPlacement)
            throw new ApiException(ActorErrors.NoPlacement());
        return new ActorKey(Name(call, "actor type", "type"), Name(call, "actor id", "id"));
    }
}
