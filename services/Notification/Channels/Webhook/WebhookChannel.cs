using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using Fleet.Contracts;

namespace Fleet.Notification.Channels.Webhook;

/// <summary>What is posted of a message that has no data of its own.</summary>
public sealed record WebhookBody(string MessageId, string Type, string Locale, string Subject, string Text);

/// <summary>Posts messages as JSON to an address of the recipient's choice, signed with the recipient's secret.</summary>
public sealed class WebhookChannel : IChannel, IDisposable
{
    /// <summary>The address is none that may be posted to.</summary>
    public const string TargetNotAllowed = "target_not_allowed";

    /// <summary>No secret was agreed, so nobody could tell our posts from forged ones.</summary>
    public const string NoSecret = "no_secret";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private readonly WebhookTargets targets;
    private readonly TimeProvider time;
    private readonly HttpMessageInvoker http;

    /// <param name="targets">Opens the connections.</param>
    /// <param name="time">Dates signatures and bounds posts.</param>
    public WebhookChannel(WebhookTargets targets, TimeProvider time)
    {
        (this.targets, this.time) = (targets, time);
        http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectCallback = async (context, cancellation) => await targets.Connect(context.DnsEndPoint, cancellation),
            MaxResponseDrainSize = 0,
            MaxResponseHeadersLength = 16,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        });
    }

    /// <inheritdoc/>
    public string Name => ChannelNames.Webhook;

    /// <inheritdoc/>
    public async Task<SendResult> Send(OutgoingMessage message, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(message.Address, UriKind.Absolute, out var url) || !IsAllowed(url)) return Refused(TargetNotAllowed);
        if (string.IsNullOrEmpty(message.Secret)) return Refused(NoSecret);
        using var limit = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        using var request = Request(url, message, message.Secret);
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            return Answer(response.StatusCode);
        }
        catch (HttpRequestException failure) when (failure.InnerException is TargetNotAllowedException)
        {
            return Refused(TargetNotAllowed);
        }
        catch (HttpRequestException failure)
        {
            throw new ChannelFailedException(Name, failure.HttpRequestError.ToString(), failure);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException("The webhook answered nothing in time.", late);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private bool IsAllowed(Uri url) =>
        url.UserInfo.Length == 0 && (url.Scheme == Uri.UriSchemeHttps || (targets.AllowsPrivate && url.Scheme == Uri.UriSchemeHttp));

    private HttpRequestMessage Request(Uri url, OutgoingMessage message, string secret)
    {
        var (now, content) = (time.GetUtcNow(), message.Content);
        var body = Encoding.UTF8.GetBytes(content.Data ?? JsonSerializer.Serialize(
            new WebhookBody(message.MessageId, content.Template, content.Locale, content.Subject, content.Text), ContractJson.Options));
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json, "utf-8");
        request.Headers.Add("User-Agent", "Fleet-Notification/1");
        request.Headers.Add("Fleet-Message-Id", message.MessageId);
        request.Headers.Add("Fleet-Timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("Fleet-Signature", WebhookSignature.Of(secret, now, body));
        return request;
    }

    private SendResult Answer(HttpStatusCode status)
    {
        var detail = "HTTP " + ((int)status).ToString(CultureInfo.InvariantCulture);
        return (int)status switch
        {
            >= 200 and < 300 => new SendResult(Taken: true, Name, detail),
            408 or 425 or 429 => throw new ChannelFailedException(Name, detail),
            >= 400 and < 500 => new SendResult(Taken: false, Name, detail),
            _ => throw new ChannelFailedException(Name, detail),
        };
    }

    private SendResult Refused(string code) => new(Taken: false, Name, code);
}
