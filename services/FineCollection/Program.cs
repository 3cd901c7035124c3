using Fleet.FineCollection;

await FineCollectionApp.Build(args).RunAsync();
