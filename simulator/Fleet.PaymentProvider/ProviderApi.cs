using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fleet.PaymentProvider;

/// <summary>What shops and tests ask: checkouts, reversals, what was told, and mischief.</summary>
internal static class ProviderApi
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static void Map(IEndpointRouteBuilder routes, ProviderBook book, MischiefBook mischief, EventSender sender, TimeProvider time)
    {
        routes.MapPost("/v1/checkouts", (RequestDelegate)(http => Open(http, book)));
        routes.MapGet("/v1/payments", (RequestDelegate)(http => Answer(http, 200, new { data = book.Payments })));
        routes.MapPost("/v1/payments/{id}/reverse", (RequestDelegate)(http => Reverse(http, book, sender, time)));
        routes.MapGet("/v1/deliveries", (RequestDelegate)(http => Answer(http, 200, new { waiting = sender.Waiting, data = sender.Attempts })));
        routes.MapPost("/v1/mischief", (RequestDelegate)(http => Misbehave(http, mischief)));
    }

    private sealed record Reversal(string? Reason);

    private sealed record Misbehaviour(IReadOnlyList<string>? Next, double? Share, int? Seed);

    private static async Task Open(HttpContext http, ProviderBook book)
    {
        if (await Read<CheckoutOrder>(http) is not { Reference.Length: > 0, Amount: { MinorUnits: > 0, Currency.Length: 3 } } order)
        {
            await Refuse(http, 400, "invalid_checkout", "A checkout has a reference and an amount of minorUnits (from 1 on) and currency.");
            return;
        }

        var key = http.Request.Headers["Idempotency-Key"] is [{ Length: > 0 } one] ? one : null;
        if (book.Open(order, key) is not { } checkout) await Refuse(http, 409, "idempotency_key_reused", "This key came with another checkout before.");
        else await Answer(http, 200, new { id = checkout.Id, url = $"{http.Request.Scheme}://{http.Request.Host}/checkouts/{checkout.Id}", expiresAt = checkout.ExpiresAt });
    }

    private static async Task Reverse(HttpContext http, ProviderBook book, EventSender sender, TimeProvider time)
    {
        var reason = (await Read<Reversal>(http))?.Reason ?? "dishonoured";
        if (book.Reverse((string)http.Request.RouteValues["id"]!, reason) is not { } payment)
        {
            await Refuse(http, 409, "not_reversible", "There is no such payment, or it is reversed.");
            return;
        }

        sender.Tell(new ProviderEvent(book.Next("evt"), "payment.reversed", time.GetUtcNow(), new { paymentId = payment.Id, reason }));
        await Answer(http, 200, payment);
    }

    private static async Task Misbehave(HttpContext http, MischiefBook mischief)
    {
        var wanted = await Read<Misbehaviour>(http);
        if (wanted is null || wanted.Next?.All(Mischiefs.All.Contains) is false || wanted.Share is < 0 or > 1)
        {
            await Refuse(http, 400, "unknown_mischief", $"next is a list of {string.Join(", ", Mischiefs.All)}; share is from 0 to 1, seed a number.");
            return;
        }

        mischief.Order(wanted.Next ?? []);
        if (wanted.Share is { } share) mischief.ByChance(share, wanted.Seed);
        await Answer(http, 200, wanted);
    }

    private static async Task<T?> Read<T>(HttpContext http)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(http.Request.Body, Json, http.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Task Refuse(HttpContext http, int status, string code, string detail) => Answer(http, status, new { code, detail });

    private static Task Answer(HttpContext http, int status, object body)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(body, body.GetType(), Json, null, http.RequestAborted);
    }
}
