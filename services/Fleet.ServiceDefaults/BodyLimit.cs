using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Net.Http.Headers;

namespace Fleet.ServiceDefaults;

/// <summary>
/// Bodies over 4 MiB are refused with 413, but for those that their endpoint streams (<see cref="StreamedBody"/>). The rest of such a body is read and thrown away first (up to what the server
/// allows at all), because a client that is still sending when the connection closes sees a broken pipe and no answer.
/// </summary>
internal static class BodyLimit
{
    public const int MaxBytes = 4 * 1024 * 1024;

    public static void UseBodyLimit(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (IsForeignJson(context.Request)) throw new RequestRefusedException(StatusCodes.Status415UnsupportedMediaType, "unsupported_charset", "JSON is UTF-8 here.", "Content-Type");
        if (context.GetEndpoint()?.Metadata.GetMetadata<StreamedBody>()?.Covers(context.Request) is true)
        {
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server) server.MaxRequestBodySize = null;
            // A line now and then is an upload too.
            if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate) rate.MinDataRate = null;
            await next(context);
            return;
        }

        var whole = context.Request.Body;
        try
        {
            if (context.Request.ContentLength > MaxBytes) throw TooLarge();
            context.Request.Body = new LimitedStream(whole, MaxBytes);
            await next(context);
        }
        catch (BadHttpRequestException refused) when (refused.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            await whole.CopyToAsync(Stream.Null, context.RequestAborted);
            throw;
        }
        finally
        {
            context.Request.Body = whole;
        }
    });

    private static bool IsForeignJson(HttpRequest request) =>
        request.ContentType?.Contains("charset", StringComparison.OrdinalIgnoreCase) is true
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Value?.Contains("json", StringComparison.OrdinalIgnoreCase) is true
        && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) && !type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase)
        && !type.Charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase);

    internal static RequestRefusedException TooLarge() =>
        new(StatusCodes.Status413PayloadTooLarge, "body_too_large", $"A body may have {MaxBytes} bytes at most; send several requests.");
}
