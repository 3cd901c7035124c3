using System.Globalization;
using Fleet.ServiceDefaults;

namespace Fleet.VehicleTracking.Catalogue.Api;

/// <summary>What a request for a change says beside its body: who wants it, from when on, why, and on which version it builds.</summary>
/// <param name="By">Header <c>Fleet-Actor</c>: what the client claims, checked by nobody; <c>anonymous</c> without it.</param>
/// <param name="EffectiveFrom">Query <c>effectiveFrom</c>: an ISO 8601 instant with offset.</param>
/// <param name="Reason">Query <c>reason</c>, 200 characters at most.</param>
/// <param name="IfVersion">Header <c>If-Match</c>: the newest version that the client knows.</param>
/// <param name="OnceKey">Header <c>Idempotency-Key</c>, 1 to 100 characters.</param>
internal sealed record RequestFacts(string By, DateTimeOffset? EffectiveFrom, string? Reason, int? IfVersion, string? OnceKey)
{
    /// <exception cref="RequestRefusedException">One of them cannot be read.</exception>
    public static RequestFacts Of(HttpRequest request) => new(
        RequestHeaders.Actor(request),
        InstantQuery(request, "effectiveFrom"),
        Text(request.Query["reason"]),
        Version(request),
        RequestHeaders.OnceKey(request));

    /// <summary>An instant in the query; null when it is not there.</summary>
    public static DateTimeOffset? InstantQuery(HttpRequest request, string name) =>
        request.Query[name] is [var text] ? Instant(text, name) : null;

    /// <summary>Reads an instant with offset, to the millisecond.</summary>
    public static DateTimeOffset Instant(string? text, string param)
    {
        // In a query a plus sign is a space; nobody else writes one into an instant.
        var written = text?.Trim().Replace(' ', '+') ?? "";
        var time = written.IndexOf('T', StringComparison.OrdinalIgnoreCase);
        if (time > 0 && written.AsSpan(time).IndexOfAny("Zz+-") > 0 && DateTimeOffset.TryParse(written, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var instant))
            return DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds());
        throw Refused("wrong_type", $"{param} is an ISO 8601 instant with offset, such as 2026-05-01T12:00:00Z.", param);
    }

    private static string? Text(string? reason) =>
        reason is null or { Length: <= 200 } ? reason : throw Refused("out_of_range", "reason has 200 characters at most.", "reason");

    private static int? Version(HttpRequest request)
    {
        if (request.Headers.IfMatch is not [var text] || text is "*") return null;
        return int.TryParse(text?.Trim().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw Refused("wrong_type", "If-Match is the ETag of an entry, which is its newest version in quotes.", "If-Match");
    }

    private static RequestRefusedException Refused(string code, string detail, string param) => new(StatusCodes.Status400BadRequest, code, detail, param);
}
