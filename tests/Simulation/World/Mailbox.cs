using System.Collections.Concurrent;
using Fleet.Runtime.Bindings;
using Fleet.Runtime.Components;

namespace Fleet.Tests.Simulation.World;

/// <summary>A mail that was taken.</summary>
internal sealed record Mail(string To, string Subject);

/// <summary>The mail server outside: it outlives every world, and keeps what it took.</summary>
internal sealed class Mailbox
{
    private readonly ConcurrentQueue<Mail> mails = new();

    public IReadOnlyList<Mail> Mails => [.. mails];

    public void Take(Mail mail) => mails.Enqueue(mail);
}

/// <summary>The component type that stands in for <c>bindings.smtp</c>; mail of a world that has died is never sent.</summary>
internal sealed class MailboxBinding(Mailbox mailbox, CancellationToken died) : IOutputBinding
{
    public const string TypeName = "bindings.mailbox";

    public IReadOnlyList<string> Operations { get; } = ["create"];

    public static ComponentType Type(Mailbox mailbox, CancellationToken died) => new(TypeName, [], _ => new MailboxBinding(mailbox, died));

    public Task InitAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<BindingResponse> InvokeAsync(BindingRequest request, CancellationToken cancellationToken)
    {
        died.ThrowIfCancellationRequested();
        mailbox.Take(new Mail(request.Metadata["emailTo"], request.Metadata["subject"]));
        return Task.FromResult(BindingResponse.Nothing);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
