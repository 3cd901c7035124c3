using System.Text;
using Fleet.Runtime.Http;
using Microsoft.AspNetCore.Http;

namespace Fleet.Runtime.Middleware;

/// <summary>A call of the sidecar's API in a pipeline.</summary>
internal sealed class ApiExchange(HttpContext http, string rawPath) : IHttpExchange
{
    private readonly Stream output = http.Response.Body;
    private readonly List<Func<string, string>> requestChanges = [];
    private readonly List<Func<string, string>> answerChanges = [];

    /// <summary>The path as it goes on: that of the wire unless a middleware has set another one.</summary>
    public string RawPath { get; private set; } = rawPath;

    /// <inheritdoc/>
    public RequestTarget Target
    {
        get => new(Uri.UnescapeDataString(RawPath), http.Request.QueryString.Value is { Length: > 1 } query ? query[1..] : "");
        set
        {
            RawPath = PathText.Escape(value.Path);
            http.Request.QueryString = value.Query.Length == 0 ? QueryString.Empty : new QueryString("?" + value.Query);
        }
    }

    /// <inheritdoc/>
    public string Caller => http.Connection.RemoteIpAddress is { } address ? $"{address}:{http.Connection.RemotePort}" : "";

    /// <inheritdoc/>
    public string Header(string name) => http.Request.Headers[name].ToString();

    /// <inheritdoc/>
    public void SetHeader(string name, string value) => http.Request.Headers[name] = value;

    /// <inheritdoc/>
    public void AddToAnswer(string name, string value) => http.Response.Headers.Append(name, value);

    /// <inheritdoc/>
    public void Rewrite(Func<string, string>? request, Func<string, string>? answer)
    {
        if (request is not null)
            requestChanges.Add(request);
        if (answer is not null)
            answerChanges.Add(answer);
    }

    /// <summary>Makes the changes of the request's body, and holds the answer back when it is to be changed.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (requestChanges.Count > 0)
        {
            var body = Changed(await RequestBody.ReadAsync(http.Request, cancellationToken), requestChanges);
            http.Request.Body = new MemoryStream(body);
            if (http.Request.ContentLength is not null)
                http.Request.ContentLength = body.Length;
        }

        if (answerChanges.Count > 0)
            http.Response.Body = new MemoryStream();
    }

    /// <summary>Sends an answer that was held back.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        if (answerChanges.Count == 0)
            return;
        var body = Changed(((MemoryStream)http.Response.Body).ToArray(), answerChanges);
        http.Response.Body = output;
        if (body.Length > 0)
            http.Response.ContentLength = body.Length;
        await output.WriteAsync(body, cancellationToken);
    }

    private static byte[] Changed(byte[] body, List<Func<string, string>> changes) =>
        Encoding.UTF8.GetBytes(changes.Aggregate(Encoding.UTF8.GetString(body), (text, change) => change(text)));
}
