#nullable enable
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Dapr;

/// <summary>
/// Puts the data of a structured CloudEvent in the place of the request's body, so that an endpoint needs to know nothing
/// of CloudEvents. Other requests pass as they are.
/// </summary>
internal sealed class CloudEventsMiddleware(RequestDelegate next, CloudEventsMiddlewareOptions options)
{
    private const string CloudEventMediaType = "application/cloudevents+json";
    private const string JsonMediaType = "application/json";

    public Task InvokeAsync(HttpContext context)
    {
        var contentType = context.Request.ContentType;
        return contentType is not null
            && contentType.StartsWith(CloudEventMediaType, StringComparison.Ordinal)
            && MediaTypeHeaderValue.TryParse(contentType, out var parsed)
            && parsed.MediaType == CloudEventMediaType
            ? UnwrapAsync(context, parsed.Encoding ?? Encoding.UTF8)
            : next(context);
    }

    private async Task UnwrapAsync(HttpContext context, Encoding encoding)
    {
        using var document = await ReadAsync(context, encoding);
        var attributes = new CloudEventAttributes(document.RootElement);
        if (attributes.Data is not null && attributes.DataBase64 is not null)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        CloudEventHeaders.Forward(document.RootElement, options, context.Request.Headers);
        var (originalBody, originalType) = (context.Request.Body, context.Request.ContentType);
        var (body, type) = Content(attributes);
        try
        {
            context.Request.Body = body;
            context.Request.ContentType = type;
            await next(context);
        }
        finally
        {
            context.Request.Body = originalBody;
            context.Request.ContentType = originalType;
        }
    }

    private static Task<JsonDocument> ReadAsync(HttpContext context, Encoding encoding)
    {
        var body = encoding is UTF8Encoding
            ? context.Request.Body
            : Encoding.CreateTranscodingStream(context.Request.Body, encoding, Encoding.UTF8, leaveOpen: true);
        return JsonDocument.ParseAsync(body, cancellationToken: context.RequestAborted);
    }

    private (Stream Body, string? ContentType) Content(CloudEventAttributes attributes)
    {
        if (attributes.DataBase64 is { } base64)
        {
            return (new MemoryStream(base64.GetBytesFromBase64()), DataType(attributes, out _));
        }

        if (attributes.Data is not { } data)
        {
            return (Stream.Null, null);
        }

        // Data that are no JSON have to be a JSON string in the event; anything else is JSON whatever the type says.
        var type = DataType(attributes, out var isJson);
        var keepsJson = isJson || data.ValueKind != JsonValueKind.String || options.SuppressJsonDecodingOfTextPayloads;
        var text = keepsJson ? data.GetRawText() : data.GetString()!;
        return (new MemoryStream(Encoding.UTF8.GetBytes(text)), type);
    }

    private static string DataType(CloudEventAttributes attributes, out bool isJson)
    {
        if (attributes.DataContentType is not { ValueKind: JsonValueKind.String } attribute
            || !MediaTypeHeaderValue.TryParse(attribute.GetString(), out var parsed))
        {
            isJson = true;
            return JsonMediaType;
        }

        isJson = parsed.MediaType.Equals(JsonMediaType, StringComparison.Ordinal)
            || parsed.Suffix.Equals("json", StringComparison.Ordinal);
        parsed.Charset = StringSegment.Empty;
        return parsed.ToString();
    }
}
