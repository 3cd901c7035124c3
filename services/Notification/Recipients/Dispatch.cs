using Fleet.Notification.Channels;
using Fleet.Notification.Domain.Messages;
using Fleet.Notification.Domain.Preferring;
using Fleet.Notification.Templates;
using Microsoft.Extensions.Options;

namespace Fleet.Notification.Recipients;

/// <summary>Writes messages and hands them to their channels; every attempt takes a bounded time.</summary>
public sealed class Dispatch(
    IEnumerable<IChannel> channels, ITemplates templates, ChannelGate gate, IOptions<DeliveryOptions> options, TimeProvider time, ILogger<Dispatch> log)
{
    // A channel that waits for a place gives up when its time is over; one that has begun to send is left a little longer to say so.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, IChannel> channels = channels.ToDictionary(channel => channel.Name, StringComparer.Ordinal);

    /// <summary>The message after as many attempts as it may have now: one a channel, until one takes it or is to be tried later.</summary>
    public async Task<Message> Send(Message message, Addresses own, DateTimeOffset now)
    {
        // An attempt takes time: a next channel that is due since it ended is due now, too.
        DateTimeOffset Latest() => time.GetUtcNow() is var moved && moved > now ? moved : now;
        while (message is { IsOver: false, NextAt: { } due, Current: { } leg } && due <= Latest())
        {
            message = await Write(message, leg);
            if (message.IsOver) break;
            message = MessageLife.After(message, await Try(message, leg, own), options.Value.Ladder);
        }

        return message;
    }

    /// <summary>The message with its content, or dead when it cannot be written.</summary>
    public async Task<Message> Write(Message message, Leg leg)
    {
        if (message.Content is not null) return message;
        try
        {
            var source = message.Source ?? throw new UnwritableException("What the message was to be written from is gone.");
            var thing = new ThingToSay(message.Type, leg.Channel, source.Locale, source.TimeZone, source.Fine, source.Vehicle, source.Digest);
            return MessageLife.WrittenAs(message, await templates.Write(thing, CancellationToken.None));
        }
        catch (UnwritableException failure)
        {
            return MessageLife.Unwritable(message, failure.Message, time.GetUtcNow());
        }
    }

    private async Task<Attempt> Try(Message message, Leg leg, Addresses own)
    {
        Attempt Ended(string outcome, string? component, string? detail) => new(time.GetUtcNow(), leg.Channel, component, outcome, detail);
        if (!channels.TryGetValue(leg.Channel, out var channel)) return Ended(AttemptOutcomes.Refused, null, "There is no such channel.");
        var limit = options.Value.AttemptTimeout;
        var way = ChannelGate.KeyOf(leg.Channel, leg.Address);
        if (!gate.MayTry(way, limit + Grace)) return Ended(AttemptOutcomes.NotTried, null, "The channel answers nothing at present.");
        var secret = leg.Channel == ChannelNames.Webhook && own.Webhook?.Url == leg.Address ? own.Webhook.Secret : null;
        var outgoing = new OutgoingMessage(message.Id, message.RecipientId ?? "", leg.Address, message.Content!, secret, message.Source?.Fine);
        using var end = new CancellationTokenSource(limit, time);
        try
        {
            var result = await channel.Send(outgoing, end.Token).WaitAsync(limit + Grace, time);
            gate.Answered(way);
            return Ended(result.Taken ? AttemptOutcomes.Taken : AttemptOutcomes.Refused, result.Component, result.Detail);
        }
        catch (ChannelBusyException)
        {
            return Ended(AttemptOutcomes.NotTried, null, "Earlier messages have not been taken yet.");
        }
        catch (Exception failure) when (failure is TimeoutException || end.IsCancellationRequested)
        {
            gate.Hung(way, options.Value.PauseAfterHang);
            log.LogWarning("Channel {Channel} answered nothing in time to message {MessageId}", leg.Channel, message.Id);
            return Ended(AttemptOutcomes.TimedOut, null, "Nothing was answered in time.");
        }
        catch (ChannelFailedException failure)
        {
            gate.Answered(way);
            return Ended(AttemptOutcomes.Failed, failure.Component, failure.Message);
        }
        catch (Exception failure)
        {
            gate.Answered(way);
            log.LogWarning("Channel {Channel} failed with {Failure} on message {MessageId}", leg.Channel, failure.GetType().Name, message.Id);
            return Ended(AttemptOutcomes.Failed, null, failure.GetType().Name);
        }
    }
}
