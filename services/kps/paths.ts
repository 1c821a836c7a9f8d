/** The addresses of the gateway's two services, as on the real one. */
export const ISSUER_PATH = '/Services/Issuer.svc/IWSTrust13'
export const ROUTER_PATH = '/Services/RoutingService.svc'
