using Dapr.Actors;
using Dapr.Actors.Client;

namespace Fleet.Notification.Templates.Versions;

/// <summary>Calls of the one book of templates.</summary>
public sealed class TemplateBookCalls(IActorProxyFactory actors)
{
    public Task<BookNews> News(long revision) => Book.InvokeMethodAsync<long, BookNews>(nameof(ITemplateBook.News), revision);

    public Task<BookAnswer> Add(NewVersion version) => Book.InvokeMethodAsync<NewVersion, BookAnswer>(nameof(ITemplateBook.Add), version);

    public Task<BookAnswer> Activate(Activation activation) => Book.InvokeMethodAsync<Activation, BookAnswer>(nameof(ITemplateBook.Activate), activation);

    public Task<BookEntry> Entry(TemplateKey key) => Book.InvokeMethodAsync<TemplateKey, BookEntry>(nameof(ITemplateBook.Entry), key);

    public Task<BookText> Text(BookVersion version) => Book.InvokeMethodAsync<BookVersion, BookText>(nameof(ITemplateBook.Text), version);

    private ActorProxy Book => actors.Create(new ActorId(TemplateBook.BookId), nameof(TemplateBook));
}
