using System.Globalization;
using System.Text;
using System.Text.Json;
using Fleet.Runtime.Bindings.Smtp;
using Fleet.Runtime.Components;

namespace Fleet.Runtime.Bindings;

/// <summary><c>bindings.smtp</c>: sends the data as an HTML mail. Metadata of a call win over those of the component.</summary>
internal sealed class SmtpBinding(ComponentContext context) : IOutputBinding
{
    private const int DefaultPriority = 3;

    private SmtpPool? pool;

    /// <summary>How YAML names it, and what it knows.</summary>
    public static ComponentType Type { get; } = new(
        "bindings.smtp",
        [
            new("host", Required: true), new("port", FieldKind.Number, Required: true), new("user"), new("password"), new("skipTLSVerify", FieldKind.Boolean),
            new("emailFrom"), new("emailTo"), new("emailCC"), new("emailBCC"), new("subject"),
            new("priority", FieldKind.Number) { Choices = ["1", "2", "3", "4", "5"] },
        ],
        context => new SmtpBinding(context));

    /// <inheritdoc/>
    public IReadOnlyList<string> Operations { get; } = ["create"];

    private ComponentMetadata Metadata => context.Metadata;

    /// <inheritdoc/>
    public Task InitAsync(CancellationToken cancellationToken)
    {
        if (Metadata.Text("user") is null != Metadata.Text("password") is null)
            throw new ComponentException("metadata fields user and password need one another");
        _ = Priority(Metadata.Text("priority"));
        pool = new SmtpPool(
            new SmtpSettings(Metadata.Required("host"), Metadata.Number("port", 0), Metadata.Text("user"), Metadata.Text("password"), Metadata.Boolean("skipTLSVerify")),
            context.Shared.Time);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<BindingResponse> InvokeAsync(BindingRequest request, CancellationToken cancellationToken)
    {
        await pool!.SendAsync(Message(request), cancellationToken);
        return BindingResponse.Nothing;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => pool?.DisposeAsync() ?? ValueTask.CompletedTask;

    private SmtpMessage Message(BindingRequest request) => new(
        MailAddress.Parse(Required(request, "emailFrom")),
        MailAddress.ParseList(Required(request, "emailTo")) is { Count: > 0 } to ? to : throw new ComponentException("emailTo names nobody"),
        MailAddress.ParseList(request.Setting("emailCC", Metadata)),
        MailAddress.ParseList(request.Setting("emailBCC", Metadata)),
        Required(request, "subject"),
        Priority(request.Setting("priority", Metadata)),
        Html(request.Data.Span),
        Guid.NewGuid().ToString("N"),
        TimeZoneInfo.ConvertTime(context.Shared.Time.GetUtcNow(), context.Shared.Time.LocalTimeZone));

    private string Required(BindingRequest request, string name) =>
        request.Setting(name, Metadata) ?? throw new ComponentException($"{name} is missing in the metadata of the call and of the component");

    private static int Priority(string? text) => text switch
    {
        null => DefaultPriority,
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var priority) && priority is >= 1 and <= 5 => priority,
        _ => throw new ComponentException($"priority is '{text}', expected 1 (highest) to 5 (lowest)"),
    };

    private static string Html(ReadOnlySpan<byte> data) =>
        JsonSerializer.Deserialize<JsonElement>(data) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : Encoding.UTF8.GetString(data);
}
