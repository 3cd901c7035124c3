using System.Net;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.Contracts.FineCollection;
using Fleet.Gateway.Forwarding;

namespace Fleet.Gateway.Pay;

/// <summary>What can be paid on a fine, as fine-collection tells it.</summary>
internal sealed record Payable(string FineId, Money? Amount, DateOnly? DiscountUntil, Money? Due, DateOnly? DueDate, string? Code);

/// <summary>What became of a question to fine-collection.</summary>
/// <param name="Status">HTTP status; 503 when nobody answered.</param>
/// <param name="Value">The answer; null unless it is 2xx.</param>
internal sealed record Asked<T>(HttpStatusCode Status, T? Value)
    where T : class;

/// <summary>Asks fine-collection, through the sidecar, for the pages.</summary>
internal sealed class PayDesk(SidecarChannel channel, TimeProvider time, ILogger<PayDesk> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Where the payer pays.</summary>
    internal sealed record OpenedCheckout(string Url);

    /// <summary>The fine after an objection.</summary>
    internal sealed record ObjectionTaken(string State);

    public Task<Asked<Payable>> Payable(string fineId, CancellationToken cancellation) =>
        Ask<Payable>(channel.Request(HttpMethod.Get, AppIds.FineCollection, $"/v1/fines/{Uri.EscapeDataString(fineId)}/payable"), cancellation);

    public Task<Asked<OpenedCheckout>> Open(string fineId, string onceKey, Uri returnUrl, CancellationToken cancellation)
    {
        var request = channel.Request(HttpMethod.Post, AppIds.FineCollection, $"/v1/fines/{Uri.EscapeDataString(fineId)}/checkouts");
        request.Headers.Add("Idempotency-Key", onceKey);
        request.Content = JsonContent.Create(new { returnUrl = returnUrl.AbsoluteUri });
        return Ask<OpenedCheckout>(request, cancellation);
    }

    public Task<Asked<ObjectionTaken>> Object(string fineId, string onceKey, string grounds, CancellationToken cancellation)
    {
        var request = channel.Request(HttpMethod.Post, AppIds.FineCollection, $"/v1/fines/{Uri.EscapeDataString(fineId)}/objections");
        request.Headers.Add("Idempotency-Key", onceKey);
        request.Content = JsonContent.Create(new { grounds });
        return Ask<ObjectionTaken>(request, cancellation);
    }

    private async Task<Asked<T>> Ask<T>(HttpRequestMessage request, CancellationToken cancellation)
        where T : class
    {
        using var timeout = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            using (request)
            {
                using var answer = await channel.Send(request, either.Token);
                return new Asked<T>(answer.StatusCode, answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<T>(ContractJson.Options, either.Token) : null);
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            log.LogWarning("fine-collection could not be asked for a page: {Reason}", failure.Message);
            return new Asked<T>(HttpStatusCode.ServiceUnavailable, null);
        }
    }
}
