using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fleet.Runtime.Http;
using Fleet.Runtime.Scheduler;

namespace Fleet.Runtime.Jobs;

/// <summary>What happens when the app fails: <c>{"drop":{}}</c> or <c>{"constant":{"interval":"1.5s","maxRetries":3}}</c>.</summary>
internal static partial class JobFailurePolicy
{
    /// <summary>A policy in the form in which reading the job answers it; null: none is given, or one without a kind.</summary>
    /// <exception cref="ApiException">A field of the wrong kind, or both kinds at once.</exception>
    public static JsonObject? Parse(JsonNode? body)
    {
        if (body is null)
            return null;
        var policy = body as JsonObject ?? throw Malformed("failurePolicy must be an object");
        var (drop, constant) = (Kind(policy, "drop"), Kind(policy, "constant"));
        if (drop is not null && constant is not null)
            throw Malformed("failurePolicy has either drop or constant");
        if (drop is not null)
            return new JsonObject { ["drop"] = new JsonObject() };
        return constant is null ? null : new JsonObject { ["constant"] = Constant(constant) };
    }

    /// <summary>The policy for the scheduler.</summary>
    /// <param name="policy">What <see cref="Parse"/> made.</param>
    public static FailurePolicy Read(JsonObject? policy)
    {
        if (policy is null)
            return FailurePolicy.Default;
        if (policy["constant"] is not JsonObject constant)
            return FailurePolicy.Drop;
        var interval = constant["interval"] is { } text ? Seconds(text.ToString()) ?? 0 : 0;
        return new FailurePolicy(TimeSpan.FromSeconds((double)Math.Max(interval, 0)), JobFields.Whole(constant, "maxRetries"));
    }

    private static JsonObject Constant(JsonObject given)
    {
        var constant = new JsonObject();
        if (given["interval"] is { } interval)
        {
            var seconds = Seconds(interval.ToString()) ?? throw Malformed($"failurePolicy.constant.interval '{interval}' is no number of seconds like 1.5s");
            constant["interval"] = Format(seconds);
        }

        if ((JobFields.Whole(given, "maxRetries") ?? JobFields.Whole(given, "max_retries")) is { } retries)
            constant["maxRetries"] = retries;
        return constant;
    }

    private static JsonObject? Kind(JsonObject policy, string name) => policy[name] switch
    {
        null => null,
        JsonObject kind => kind,
        _ => throw Malformed($"failurePolicy.{name} must be an object"),
    };

    // Three, six or nine digits after the point, or none.
    private static string Format(decimal seconds)
    {
        var digits = new[] { 0, 3, 6 }.FirstOrDefault(count => decimal.Round(seconds, count) == seconds, 9);
        return seconds.ToString("F" + digits, CultureInfo.InvariantCulture) + "s";
    }

    private static decimal? Seconds(string text) =>
        Duration().Match(text) is { Success: true } match ? decimal.Parse(match.Groups["s"].ValueSpan, CultureInfo.InvariantCulture) : null;

    private static ApiException Malformed(string reason) => new(CommonErrors.Malformed(reason));

    [GeneratedRegex("^(?<s>-?[0-9]{1,12}(\\.[0-9]{1,9})?)s$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Duration();
}
