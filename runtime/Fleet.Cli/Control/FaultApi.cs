using System.Text.Json;
using System.Text.Json.Serialization;
using Fleet.Runtime.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Cli.Control;

/// <summary><c>/faults</c>: what is to go wrong in a run that was started with <c>--allow-faults</c>; else 403.</summary>
public static class FaultApi
{
    /// <summary>JSON of faults: names of kinds, durations as .NET writes them (<c>00:01:00</c>), unknown fields refused.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Maps the routes; <paramref name="book"/> is null when faults are not allowed.</summary>
    public static void Map(IEndpointRouteBuilder routes, FaultBook? book)
    {
        routes.MapGet("/faults", http => Allowed(http, book, faults => TellAsync(http, 200, faults.Rules)));
        routes.MapPost("/faults", http => Allowed(http, book, faults => AddAsync(http, faults)));
        routes.MapDelete("/faults", http => Allowed(http, book, faults => TellAsync(http, 200, new { removed = faults.Clear() })));
        routes.MapDelete("/faults/{id}", http => Allowed(http, book, faults => RemoveAsync(http, faults, (string)http.GetRouteValue("id")!)));
    }

    private static Task Allowed(HttpContext http, FaultBook? book, Func<FaultBook, Task> then) => book is not null
        ? then(book)
        : TellAsync(http, 403, new FaultRefusal([new("", "This run was not started with --allow-faults.")]));

    private static async Task AddAsync(HttpContext http, FaultBook faults)
    {
        try
        {
            // A page of another site can send no JSON here without being asked first, and is not.
            if (!http.Request.HasJsonContentType())
                throw new FaultRuleException([new("", "the content type must be application/json")]);
            var rule = await JsonSerializer.DeserializeAsync<FaultRule>(http.Request.Body, Json, http.RequestAborted)
                ?? throw new FaultRuleException([new("", "the body is null, expected a fault")]);
            await TellAsync(http, 201, faults.Add(rule));
        }
        catch (JsonException broken)
        {
            await TellAsync(http, 400, new FaultRefusal([new(broken.Path?.TrimStart('$', '.') ?? "", broken.Message)]));
        }
        catch (FaultRuleException refused)
        {
            await TellAsync(http, 400, new FaultRefusal(refused.Mistakes));
        }
    }

    private static Task RemoveAsync(HttpContext http, FaultBook faults, string id)
    {
        if (!faults.Remove(id))
            return TellAsync(http, 404, new FaultRefusal([new("id", $"is '{id}', which no fault has")]));
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static Task TellAsync<T>(HttpContext http, int status, T body)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(body, Json, http.RequestAborted);
    }
}

/// <summary>Why a fault was not taken.</summary>
public sealed record FaultRefusal(IReadOnlyList<FaultMistake> Mistakes);
