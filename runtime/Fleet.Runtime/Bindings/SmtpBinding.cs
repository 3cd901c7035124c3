using System.Globalization;
using System.Text;
using System.Text.Json;
using Fleet.Runtime.Bindings.Smtp;
using Fleet.Runtime.Components;

namespace Fleet.Runtime.Bindings;

/// <summary>
/// <c>bindings.smtp</c>: sends the data as an HTML mail. Metadata of a call win over those of the component. Three that daprd passes over are known
/// here besides, in calls only: <c>text</c>, <c>messageId</c> and <c>autoSubmitted</c>.
/// </summary>
internal sealed class SmtpBinding(ComponentContext context) : IOutputBinding
{
    private const int DefaultPriority = 3;
    private const int LongestId = 200;

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
        Own(request, "text"),
        Id(Own(request, "messageId")),
        AutoSubmitted(Own(request, "autoSubmitted")),
        TimeZoneInfo.ConvertTime(context.Shared.Time.GetUtcNow(), context.Shared.Time.LocalTimeZone));

    private string Required(BindingRequest request, string name) =>
        request.Setting(name, Metadata) ?? throw new ComponentException($"{name} is missing in the metadata of the call and of the component");

    private static string? Own(BindingRequest request, string name) =>
        request.Metadata.FirstOrDefault(item => item.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value is { Length: > 0 } text ? text : null;

    // A repeated mail has the id of the first, so that a reader's mailbox can tell.
    private static string Id(string? given) => given switch
    {
        null => Guid.NewGuid().ToString("N"),
        { Length: <= LongestId } when given[0] != '.' && given[^1] != '.' && !given.Contains("..", StringComparison.Ordinal) && given.All(IsAtom) => given,
        _ => throw new ComponentException($"messageId is the part of a message id before the @: at most {LongestId} letters, digits, '.' and !#$%&'*+-/=?^_`{{|}}~"),
    };

    private static bool IsAtom(char letter) => char.IsAsciiLetterOrDigit(letter) || ".!#$%&'*+-/=?^_`{|}~".Contains(letter, StringComparison.Ordinal);

    private static string? AutoSubmitted(string? given) => given is null or "no" or "auto-generated" or "auto-replied"
        ? given
        : throw new ComponentException("autoSubmitted is no, auto-generated or auto-replied");

    private static int Priority(string? text) => text switch
    {
        null => DefaultPriority,
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var priority) && priority is >= 1 and <= 5 => priority,
        _ => throw new ComponentException($"priority is '{text}', expected 1 (highest) to 5 (lowest)"),
    };

    private static string Html(ReadOnlySpan<byte> data) =>
        JsonSerializer.Deserialize<JsonElement>(data) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : Encoding.UTF8.GetString(data);
}
