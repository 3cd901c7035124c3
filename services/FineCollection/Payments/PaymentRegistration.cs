using Dapr.Actors.Client;
using Dapr.Actors.Runtime;
using Fleet.FineCollection.Payments.Booking;
using Fleet.FineCollection.Payments.Checkouts;
using Fleet.FineCollection.Payments.Webhook;

namespace Fleet.FineCollection.Payments;

/// <summary>Puts payments through the payment provider into the service.</summary>
internal static class PaymentRegistration
{
    public static IServiceCollection AddPayments(this IServiceCollection services) => services
        .AddSingleton(provider => ProviderPaymentIndex.Client(provider.GetRequiredService<IActorProxyFactory>()))
        .AddSingleton(provider => ProviderProblemIndex.Client(provider.GetRequiredService<IActorProxyFactory>()))
        .AddSingleton<ProviderProblems>().AddSingleton<ProviderPaymentBooking>()
        .AddSingleton<WebhookSecret>().AddSingleton<ProviderEventTaking>().AddSingleton<TakeWebhook>().AddSingleton<PaymentProvider>();

    public static void RegisterPayments(this ActorRegistrationCollection actors)
    {
        actors.RegisterActor<CheckoutActor>();
        actors.RegisterActor<ProviderEventActor>();
        actors.RegisterActor<ProviderPaymentActor>();
        actors.RegisterActor<ProviderPaymentIndex>();
        actors.RegisterActor<ProviderProblemIndex>();
    }

    public static void MapPayments(this IEndpointRouteBuilder routes)
    {
        GetPayable.Map(routes);
        PostCheckout.Map(routes);
        TakeWebhook.Map(routes);
        ProviderPaymentRoutes.Map(routes);
    }
}
