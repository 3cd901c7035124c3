using System.Collections.Concurrent;
using Fleet.Runtime.Bindings;
using Fleet.Runtime.Components;

namespace Fleet.Tests.Simulation.World;

/// <summary>A mail that was taken.</summary>
internal sealed record Mail(string To, string Subject);

/// <summary>How the mail server feels.</summary>
internal enum MailMood
{
    Works,
    Refuses,
    Hangs,
}

/// <summary>The mail server outside: it outlives every world, and keeps what it took.</summary>
internal sealed class Mailbox
{
    private readonly ConcurrentQueue<Mail> mails = new();

    public MailMood Mood { get; set; }

    public IReadOnlyList<Mail> Mails => [.. mails];

    public async Task Take(Mail mail, CancellationToken cancellation)
    {
        if (Mood == MailMood.Hangs) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        if (Mood == MailMood.Refuses) throw new ComponentException("421 try again later");
        mails.Enqueue(mail);
    }
}

/// <summary>The component type that stands in for <c>bindings.smtp</c>; mail of a world that has died is never sent.</summary>
internal sealed class MailboxBinding(Mailbox mailbox, CancellationToken died) : IOutputBinding
{
    public const string TypeName = "bindings.mailbox";

    public IReadOnlyList<string> Operations { get; } = ["create"];

    public static ComponentType Type(Mailbox mailbox, CancellationToken died) => new(TypeName, [], _ => new MailboxBinding(mailbox, died));

    public Task InitAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<BindingResponse> InvokeAsync(BindingRequest request, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(died, cancellationToken);
        either.Token.ThrowIfCancellationRequested();
        await mailbox.Take(new Mail(request.Metadata["emailTo"], request.Metadata["subject"]), either.Token);
        return BindingResponse.Nothing;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
