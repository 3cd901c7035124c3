using System.Net.Http.Headers;
using System.Text;
using Fleet.Runtime.Http;

namespace Fleet.Runtime.Middleware;

/// <summary>A request on its way to the app, or to something outside, in a pipeline.</summary>
internal sealed class AppExchange(HttpRequestMessage request) : IHttpExchange
{
    private readonly List<KeyValuePair<string, string>> answerHeaders = [];
    private readonly List<Func<string, string>> requestChanges = [];
    private readonly List<Func<string, string>> answerChanges = [];

    /// <inheritdoc/>
    public RequestTarget Target
    {
        get => new(Uri.UnescapeDataString(request.RequestUri!.AbsolutePath), request.RequestUri.Query is { Length: > 1 } query ? query[1..] : "");
        set
        {
            var origin = request.RequestUri!.GetLeftPart(UriPartial.Authority);
            var path = PathText.Escape(value.Path) + (value.Query.Length == 0 ? "" : "?" + value.Query);
            request.RequestUri = new Uri(origin + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        }
    }

    /// <inheritdoc/>
    public string Caller => "";

    /// <summary>Sends a request through a pipeline by <paramref name="send"/>.</summary>
    public static async Task<HttpResponseMessage> SendAsync(
        HttpPipeline pipeline, HttpRequestMessage request, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        if (pipeline.IsEmpty)
            return await send(request, cancellationToken);
        var exchange = new AppExchange(request);
        if (await pipeline.RunAsync(exchange, cancellationToken) is { } reply)
            return exchange.Complete(new HttpResponseMessage((System.Net.HttpStatusCode)reply.Status) { Content = new StringContent(reply.Text) });
        await exchange.BeginAsync(cancellationToken);
        return exchange.Complete(await exchange.EndAsync(await send(request, cancellationToken), cancellationToken));
    }

    /// <inheritdoc/>
    public string Header(string name) =>
        request.Headers.NonValidated.TryGetValues(name, out var values) || request.Content?.Headers.NonValidated.TryGetValues(name, out values) == true ? values.ToString() : "";

    /// <inheritdoc/>
    public void SetHeader(string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }

    /// <inheritdoc/>
    public void AddToAnswer(string name, string value) => answerHeaders.Add(new(name, value));

    /// <inheritdoc/>
    public void Rewrite(Func<string, string>? request, Func<string, string>? answer)
    {
        if (request is not null)
            requestChanges.Add(request);
        if (answer is not null)
            answerChanges.Add(answer);
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (requestChanges.Count > 0 && request.Content is { } content)
            request.Content = await ChangedAsync(content, requestChanges, cancellationToken);
    }

    private async Task<HttpResponseMessage> EndAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (answerChanges.Count > 0)
            response.Content = await ChangedAsync(response.Content, answerChanges, cancellationToken);
        return response;
    }

    private HttpResponseMessage Complete(HttpResponseMessage response)
    {
        foreach (var (name, value) in answerHeaders)
            response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    private static async Task<HttpContent> ChangedAsync(HttpContent content, List<Func<string, string>> changes, CancellationToken cancellationToken)
    {
        var text = Encoding.UTF8.GetString(await content.ReadAsByteArrayAsync(cancellationToken));
        var changed = new ByteArrayContent(Encoding.UTF8.GetBytes(changes.Aggregate(text, (before, change) => change(before))));
        Copy(content.Headers, changed.Headers);
        return changed;
    }

    private static void Copy(HttpContentHeaders from, HttpContentHeaders to)
    {
        foreach (var (name, values) in from.NonValidated)
        {
            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                to.TryAddWithoutValidation(name, (IEnumerable<string>)values);
        }
    }
}
