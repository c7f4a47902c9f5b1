public import AirflowClient

/// The upstream's type of a token; the protocol layer has one of the same name.
public typealias AirflowToken = BearerToken

/// The upstream's type of a request's id; the protocol layer has one of the same name.
typealias AirflowRequestID = RequestID
