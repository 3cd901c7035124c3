using Dapr.Actors.Client;
using Fleet.Notification.Alerts;
using Fleet.Notification.Domain.Preferring;
using Fleet.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.Notification.Recipients;

/// <summary>Preferences as they are asked for: all members may be absent.</summary>
public sealed record PreferencesBody(
    string? Locale,
    string? TimeZone,
    IReadOnlyDictionary<string, CategoryPreference>? Categories,
    Addresses? Addresses,
    QuietHours? QuietHours,
    DigestTime? Digest,
    Rate? Rate)
{
    internal Preferences Wanted() => new(Locale, TimeZone, Categories ?? new Dictionary<string, CategoryPreference>(), Addresses ?? Domain.Preferring.Addresses.None, QuietHours, Digest, Rate);
}

/// <summary>Preferences as they are shown: of a webhook's secret only whether there is one.</summary>
public sealed record PreferencesAnswer(
    string? Locale,
    string? TimeZone,
    IReadOnlyDictionary<string, CategoryPreference> Categories,
    AddressesAnswer Addresses,
    QuietHours? QuietHours,
    DigestTime? Digest,
    Rate? Rate)
{
    internal static PreferencesAnswer Of(Preferences kept)
    {
        var webhook = kept.Addresses.Webhook is { } known ? new WebhookAnswer(known.Url, known.Secret is not null) : null;
        return new PreferencesAnswer(
            kept.Locale, kept.TimeZone, kept.Categories, new AddressesAnswer(webhook, kept.Addresses.Phone, kept.Addresses.ChatId), kept.QuietHours, kept.Digest, kept.Rate);
    }
}

/// <summary>Addresses as they are shown.</summary>
public sealed record AddressesAnswer(WebhookAnswer? Webhook, string? Phone, string? ChatId);

/// <summary>A webhook as it is shown.</summary>
public sealed record WebhookAnswer(string Url, bool HasSecret);

/// <summary><c>GET</c> and <c>PUT /v1/recipients/{id}/preferences</c>.</summary>
internal static class PreferencesRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/recipients/{id}/preferences", Get);
        routes.MapPut("/v1/recipients/{id}/preferences", Put);
    }

    private static async Task<Ok<PreferencesAnswer>> Get(string id, IActorProxyFactory actors, CancellationToken cancellation)
    {
        var found = await Recipient.Of(actors, Recipient.ActorIdOf(id)).InvokeMethodAsync<PreferencesFound>(nameof(IRecipientActor.Preferences), cancellation);
        return TypedResults.Ok(PreferencesAnswer.Of(found.Preferences ?? Preferences.None));
    }

    private static async Task<Results<Ok<PreferencesAnswer>, ProblemHttpResult>> Put(
        string id, PreferencesBody body, IActorProxyFactory actors, AlertAudience audience, CancellationToken cancellation)
    {
        var wanted = body.Wanted();
        if (PreferenceRules.Mistake(wanted) is { } mistake) return Problem.Of(StatusCodes.Status400BadRequest, mistake.Code, mistake.Detail, mistake.Param);
        var kept = await Recipient.Of(actors, Recipient.ActorIdOf(id))
            .InvokeMethodAsync<Preferences, PreferencesFound>(nameof(IRecipientActor.Prefer), wanted, cancellation);
        await audience.Set(id, wanted, cancellation);
        return TypedResults.Ok(PreferencesAnswer.Of(kept.Preferences ?? wanted));
    }
}
