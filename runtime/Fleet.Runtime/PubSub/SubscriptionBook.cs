using System.Text.Json;
using Fleet.Runtime.Cel;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Resources;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.PubSub;

/// <summary>Finds out what an app subscribes to: it is asked, and files are read.</summary>
internal sealed class SubscriptionBook(Sidecar sidecar, Publisher publisher)
{
    /// <summary>
    /// One subscription a topic: of several by the app the last counts, of several in files the first, and the app's
    /// before those in files. What cannot be served is left out, with a line in the log.
    /// </summary>
    /// <param name="programmatic">What the app said it wants.</param>
    public IReadOnlyList<Subscription> Together(IReadOnlyList<Subscription> programmatic)
    {
        var byTopic = new Dictionary<(string, string), Subscription>();
        foreach (var subscription in programmatic)
            byTopic[(subscription.PubSub, subscription.Topic)] = subscription;
        foreach (var subscription in sidecar.Resources.Subscriptions.Select(Declarative).OfType<Subscription>())
            byTopic.TryAdd((subscription.PubSub, subscription.Topic), subscription);
        return [.. byTopic.Values.Where(CanBeServed)];
    }

    /// <summary>Asks the app what it subscribes to.</summary>
    public async Task<IReadOnlyList<Subscription>> ProgrammaticAsync(AppChannel app, CancellationToken cancellationToken)
    {
        var (status, body) = await AppProbe.GetAsync(sidecar, app, "/dapr/subscribe", cancellationToken);
        if (status != 200)
        {
            if (status != 404)
                sidecar.Log.LogError("The app answered {Status} to GET /dapr/subscribe; it gets no subscriptions of its own", status);
            return [];
        }

        try
        {
            return SubscribeAnswer.Read(body);
        }
        catch (Exception faulty) when (faulty is JsonException or InvalidOperationException or CelSyntaxException)
        {
            sidecar.Log.LogError("The app's answer to GET /dapr/subscribe is of no use, it gets no subscriptions of its own: {Reason}", faulty.Message);
            return [];
        }
    }

    private Subscription? Declarative(SubscriptionSpec spec)
    {
        try
        {
            var routes = Subscription.ReadRoutes(spec.Rules, spec.DefaultRoute);
            return routes.Count == 0 ? null : new Subscription(spec.PubsubName, spec.Topic, routes, spec.DeadLetterTopic, spec.Bulk is { Enabled: true } bulk ? bulk : null, spec.Metadata, IsDeclarative: true);
        }
        catch (CelSyntaxException faulty)
        {
            sidecar.Log.LogError("{File}:{Line}: subscription {Name} is left out: {Reason}", spec.Where.File, spec.Where.Line, spec.Name, faulty.Message);
            return null;
        }
    }

    private bool CanBeServed(Subscription subscription)
    {
        var scopes = publisher.ScopesOf(subscription.PubSub);
        if (scopes is null)
            sidecar.Log.LogError("There is no pubsub {PubSub} for the subscription to topic {Topic}", subscription.PubSub, subscription.Topic);
        else if (!scopes.MaySubscribe(subscription.Topic))
            sidecar.Log.LogError("Topic {Topic} of pubsub {PubSub} is not allowed for this app: no subscription", subscription.Topic, subscription.PubSub);
        return scopes?.MaySubscribe(subscription.Topic) == true;
    }
}
