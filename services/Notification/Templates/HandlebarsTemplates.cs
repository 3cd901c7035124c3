using System.Collections.Concurrent;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.Contracts.FineCollection;
using Fleet.Notification.Channels;
using Fleet.Notification.Templates.Model;
using Fleet.Notification.Templates.Rendering;
using Fleet.Notification.Templates.Versions;
using HandlebarsDotNet;
using Microsoft.Extensions.Options;

namespace Fleet.Notification.Templates;

/// <summary>Writes messages by Handlebars templates, in the version that is in use.</summary>
public sealed class HandlebarsTemplates(ITemplateVersions versions, IOptions<NoticeOptions> options) : ITemplates
{
    private readonly ConcurrentDictionary<(TemplateKey Key, int Number), CompiledTemplate> compiled = new();

    /// <inheritdoc/>
    public async ValueTask<Content> Write(ThingToSay thing, CancellationToken cancellation)
    {
        var chosen = await versions.Choose(TemplateNames.Of(thing.Template), thing.Locale, cancellation)
            ?? throw new UnwritableException($"There is no template '{TemplateNames.Of(thing.Template)}'.");
        try
        {
            return Write(thing, chosen.Version, Compiled(chosen), chosen.Kit.Model(thing, options.Value));
        }
        catch (HandlebarsException mistake)
        {
            throw new UnwritableException($"Version {chosen.Version.Number} of template {chosen.Version.Key} cannot be used.", mistake);
        }
        catch (Exception lack) when (lack is not UnwritableException)
        {
            // Whatever failed here fails again with the same event: it is no matter of time.
            throw new UnwritableException($"The event lacks a part of what template '{chosen.Version.Key.Name}' states ({lack.GetType().Name}).");
        }
    }

    private CompiledTemplate Compiled(ChosenTemplate chosen) => compiled.GetOrAdd(
        (chosen.Version.Key, chosen.Version.Number), static (_, chosen) => chosen.Kit.Compile(chosen.Version.Parts), chosen);

    private static Content Write(ThingToSay thing, TemplateVersion version, CompiledTemplate template, Dictionary<string, object?> model)
    {
        var isShort = thing.Channel is ChannelNames.Sms or ChannelNames.Chat;
        var subject = template.Subject(model);
        return new Content(
            version.Key.Name, version.Key.Locale, version.Number, subject,
            isShort ? template.Short(model) : template.Text(model),
            isShort ? null : template.Html(model),
            thing.Channel == ChannelNames.Webhook ? Data(thing, version, subject) : null);
    }

    private static string Data(ThingToSay thing, TemplateVersion version, string subject) => JsonSerializer.Serialize(
        new MessageData(thing.Template, version.Key.Name, version.Key.Locale, version.Number, subject, thing.Fine, thing.Vehicle, thing.Digest), ContractJson.Options);
}

/// <summary>A message for machines. Personal data.</summary>
/// <param name="Type">Type of the event.</param>
/// <param name="Template">Name of the template.</param>
/// <param name="Locale">Language.</param>
/// <param name="Version">Version of the template.</param>
/// <param name="Subject">What a person would read first.</param>
/// <param name="Fine">The fine event; null for others.</param>
/// <param name="Vehicle">What happened to a vehicle; null for others.</param>
/// <param name="Digest">What a digest sums up; null for others.</param>
public sealed record MessageData(
    string Type, string Template, string Locale, int Version, string Subject, FineEvent? Fine, VehicleNews? Vehicle, IReadOnlyList<DigestNews>? Digest);
